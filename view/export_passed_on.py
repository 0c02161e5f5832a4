"""An archive as an export sees it that leaves out what may not be passed on: reports whose licence says so, or is named.

An event that others tell of, too, stays, with their reports alone; one that nobody else tells of is left out whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from events import Article
from store import Archive, EventDetail
from store.summary import differences, lead_of

RESTRICTED = "restricted"
NOT_PASSED_ON = "not passed on"


class PassedOn(Archive):
    """The archive without the reports under some licences; ``restricted`` stands for all that are not passed on.

    >>> from store import Filters
    >>> kept = PassedOn.of(archive, ["ACLED"])
    >>> kept.version == archive.version, kept.allowed(clash) == clash
    (True, True)
    """

    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, archive: Archive, licences: Iterable[str]) -> PassedOn:
        """Return the archive at the version that is open, without the reports under these licences.

        >>> PassedOn.of(archive, ["restricted"]).without
        ('not passed on',)
        """
        made = cls(archive.address, version=archive.version)
        made.without = tuple(NOT_PASSED_ON if each == RESTRICTED else each.casefold() for each in licences)
        return made

    def allowed(self, detail: EventDetail) -> EventDetail | None:
        """Return an event with the reports that may go out; None where there is none.

        >>> PassedOn.of(archive, ["mit"]).allowed(clash) == clash
        True
        """
        out = {article.id for article in detail.articles if self._leaves_out(article)}
        if not out:
            return detail
        pairs = zip(detail.event.reports, ("", *detail.event.rules), strict=False)
        kept = [(report, rule) for report, rule in pairs if report.article not in out]
        if not kept:
            return None
        reports = tuple(report for report, _ in kept)
        rules = tuple(rule for _, rule in kept[1:])
        return EventDetail(
            replace(detail.event, reports=reports, rules=rules),
            tuple(article for article in detail.articles if article.id not in out),
            lead_of(reports),
            differences(reports),
            tuple(review for review in detail.reviews if review.article not in out),
            tuple(voice for voice in detail.voices if voice[0] not in out),
        )

    def _leaves_out(self, article: Article) -> bool:
        return any(each in (article.licence or "").casefold() for each in self.without)
