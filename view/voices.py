"""An event with several reports -> the voices that tell of it, and field by field where they agree and where not.

The same wire text under ten mastheads is one voice; how copies are found is events/coreference/voices.py's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from events import Article, Report, When
from geo import Unresolved
from store import EventDetail
from view import words
from view.countries import country_name
from view.summary import count_words, interval, standing, who_words


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: what it is called, its reports, all of one article, and the articles with that text, that one first."""

    name: str
    reports: tuple[Report, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a field, and the names of the voices that give it."""

    value: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A field of an event: every value that some voice gives it, the one most voices give first.

    ``agreed`` where all voices that say anything say the same; ``silent`` names those that leave it open.
    """

    field: str
    said: tuple[Said, ...]
    silent: tuple[str, ...]

    @property
    def agreed(self) -> bool:
        """Whether one value is all that is said.

        >>> [(each.field, each.agreed) for each in compared(voices_of(mine))]
        [('What', True), ('When', True), ('Where', True), ('Who', True), ('Killed', False), ('Status', True)]
        """
        return len(self.said) == 1


def name_of(article: Article) -> str:
    """Return what an article is called where there is room for one word: its source, its title, or its id.

    >>> name_of(clash.articles[0])
    'River Dispatch'
    """
    return article.source or article.title or article.id


def voices_of(detail: EventDetail) -> tuple[Voice, ...]:
    """Return the event's voices, that of the leading report first.

    Of several copies the lead's own article speaks for all, else the first. Two voices of one source are told apart by
    the day of publication, or a number.

    >>> [(voice.name, len(voice.articles)) for voice in voices_of(mine)]
    [('Daily Post', 3), ('River Dispatch', 1)]
    """
    voice_of = dict(detail.voices)
    groups: dict[str, list[Article]] = {}
    for article in sorted(detail.articles, key=lambda each: each.id != detail.lead.article):
        groups.setdefault(voice_of.get(article.id, article.id), []).append(article)
    names = _told_apart([articles[0] for articles in groups.values()])
    return tuple(
        Voice(name, _reports(detail, articles[0].id), tuple(articles))
        for name, articles in zip(names, groups.values(), strict=True)
    )


def _told_apart(articles: list[Article]) -> list[str]:
    plain = [name_of(article) for article in articles]
    dated = [
        f"{name}, {words.day(article.published)}" if plain.count(name) > 1 and article.published else name
        for name, article in zip(plain, articles, strict=True)
    ]
    return [
        f"{name} ({dated[: at + 1].count(name)})" if dated.count(name) > 1 else name for at, name in enumerate(dated)
    ]


def _reports(detail: EventDetail, article: str) -> tuple[Report, ...]:
    own = (report for report in detail.event.reports if report.article == article)
    return tuple(sorted(own, key=lambda report: report.id != detail.lead.id))


def compared(voices: tuple[Voice, ...]) -> tuple[Compared, ...]:
    """Return the fields of which some voice says something; () for a single voice.

    >>> [(each.field, each.said) for each in compared(voices_of(mine)) if not each.agreed]
    [('Killed', (Said(value='5', by=('Daily Post',)), Said(value='9', by=('River Dispatch',))))]
    """
    if len(voices) < 2:
        return ()
    made = (_compared(field, say, voices) for field, say in SAYS)
    return tuple(each for each in made if each.said)


def _compared(field: str, say: Callable[[Report], str], voices: tuple[Voice, ...]) -> Compared:
    by: dict[str, list[str]] = {}
    silent: list[str] = []
    for voice in voices:
        values = dict.fromkeys(filter(None, (say(report) for report in voice.reports)))
        for value in values:
            by.setdefault(value, []).append(voice.name)
        if not values:
            silent.append(voice.name)
    said = sorted((Said(value, tuple(names)) for value, names in by.items()), key=lambda each: -len(each.by))
    return Compared(words.FIELDS[field], tuple(said), tuple(silent))


def _where(report: Report) -> str:
    """Say the place without its uncertainty: two sources that name one town agree."""
    if isinstance(report.place, Unresolved):
        return ""
    place = report.place.place
    return ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1, country_name(place.country)))))


def _who(report: Report) -> str:
    return "; ".join(sorted(who_words(each) for each in report.actors if each.role != "source"))


SAYS: tuple[tuple[str, Callable[[Report], str]], ...] = (
    ("sub_event_type", lambda report: report.sub_event_type),
    ("when", lambda report: interval(report.when) if isinstance(report.when, When) else ""),
    ("place", _where),
    ("actor", _who),
    ("fatalities", lambda report: count_words(report.fatalities) if report.fatalities else ""),
    ("injured", lambda report: count_words(report.injured) if report.injured else ""),
    ("status", standing),
)
