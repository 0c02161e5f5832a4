"""A line -> the columns that ACLED has not: the words, where they stand, which rule read them, how sure it is.

They stand behind ACLED's columns, so that what reads those never sees a difference.
"""

from __future__ import annotations

from collections.abc import Iterable

from events import Actor, Evidence, Report
from events.grades import CONFIRMED, grade_of
from view.countries import country_of
from view.excerpt import page_at
from view.export_line import Column, Line, Value, digest


def _day(line: Line, edge: str) -> Value:
    return getattr(line.when, edge).isoformat() if line.when else None


def _precision(line: Line) -> Value:
    return line.when.precision if line.when else None


def _iso3(line: Line) -> Value:
    return country_of(line.place.country).iso3 or None if line.place else None


def _place_id(line: Line) -> Value:
    return line.place.id if line.place else None


def _place_kind(line: Line) -> Value:
    return line.place.kind if line.place else None


def _km(line: Line) -> Value:
    return line.place.uncertainty_km if line.place else None


def _edge(line: Line, edge: str) -> Value:
    return getattr(line.chosen.fatalities, edge) if line.chosen.fatalities else None


def _injured(line: Line) -> Value:
    return line.chosen.injured.best if line.chosen.injured else None


def _confidence(line: Line) -> Value:
    return None if line.chosen.confidence is None else round(line.chosen.confidence, 3)


def _grade(line: Line) -> Value:
    return CONFIRMED if line.chosen.confidence == 1 else grade_of(line.chosen.confidence)


def _named(groups: Iterable[tuple[Actor, ...]]) -> Value:
    return "; ".join(dict.fromkeys(actor.name for group in groups for actor in group)) or None


def _said_by(line: Line) -> Value:
    return _named(report.said_by for report in line.detail.event.reports)


def _denied_by(line: Line) -> Value:
    return _named(report.denied_by for report in line.detail.event.reports)


def _published(line: Line) -> Value:
    return line.article.published.isoformat() if line.article.published else None


def _rule(line: Line) -> Value:
    return next((each.rule for each in line.lead.evidence if each.field == "sub_event_type"), None)


def _evidence(line: Line) -> Value:
    return " | ".join(_evidence_words(each) for each in sorted(line.lead.evidence, key=lambda each: each.span)) or None


def _evidence_words(evidence: Evidence) -> str:
    """Write a piece of evidence as field, offsets and rule.

    >>> from text import span_of
    >>> _evidence_words(Evidence("place", span_of("in Hama", 3, 7), "same clause"))
    'place 3:7 same clause'
    """
    return f"{evidence.field} {evidence.span.start}:{evidence.span.stop} {evidence.rule}"


def _others(line: Line) -> tuple[Report, ...]:
    """Return the event's reports but the lead one."""
    return tuple(report for report in line.detail.event.reports if report.id != line.lead.id)


def _other_reports(line: Line) -> Value:
    told = (f"{report.article} {report.excerpt.start}:{report.excerpt.stop}" for report in _others(line))
    return " | ".join(told) or None


def _corrected(line: Line) -> Value:
    return max((review.at.isoformat() for review in line.detail.reviews), default=None)


EXTRA: tuple[Column, ...] = (
    Column("date_earliest", "text", lambda line: _day(line, "earliest"), "First day on which it can have been, YYYY-MM-DD.", "#date+start"),
    Column("date_latest", "text", lambda line: _day(line, "latest"), "Last such day, inclusive.", "#date+end"),
    Column("date_precision", "text", _precision, "day, week, month, season, year, range or about.", "#date+precision+text"),
    Column("undated", "text", lambda line: line.undated or None, "Why there is no date; empty where there is one.", "#meta+undated"),
    Column("iso3", "text", _iso3, "ISO 3166-1 alpha-3 code of the country.", "#country+code"),
    Column("place_id", "text", _place_id, "Id of the place in the gazetteer.", "#loc+code"),
    Column("place_kind", "text", _place_kind, "site, town, district, province, country or area: what the place is known to.", "#loc+type"),
    Column("uncertainty_km", "float", _km, "Kilometres round the point within which the true place lies, nine times in ten.", "#geo+uncertainty+km"),
    Column("off_map", "text", lambda line: line.off_map or None, "Why there is no point; empty where there is one.", "#meta+unplaced"),
    Column("fatalities_low", "int", lambda line: _edge(line, "low"), "Lowest figure of people killed in any report.", "#affected+killed+min"),
    Column("fatalities_high", "int", lambda line: _edge(line, "high"), "Highest figure of people killed in any report.", "#affected+killed+max"),
    Column("injured", "int", _injured, "Best figure of people wounded; empty where none is reported.", "#affected+injured"),
    Column("status", "text", lambda line: line.chosen.status, "asserted: an article says it as fact; claimed: a party does; alleged: nobody is named for it; disputed: claimed by one, denied by another.", "#meta+status"),
    Column("confidence", "float", _confidence, "Chance, 0 to 1, that every field of its surest report is right; 1 where a person has confirmed it. Empty: coded by people elsewhere, or read by an earlier version.", "#meta+confidence"),
    Column("grade", "text", _grade, "The same as confirmed, sure, likely or doubtful; docs/METHOD.md says what was measured for each.", "#meta+confidence+grade"),
    Column("news", "text", lambda line: "news" if line.chosen.news else "background", "background where every report only recalls it, else news.", "#meta+news"),
    Column("said_by", "text", _said_by, 'Who says so, "; " between.', "#meta+saidby"),
    Column("denied_by", "text", _denied_by, 'Who denies it, "; " between.', "#meta+deniedby"),
    Column("alternative_values", "text", lambda line: " | ".join(line.detail.differences) or None, 'Where the reports differ: a field and what each report says, " / " between; a vertical bar between fields.', "#meta+alternatives"),
    Column("reports", "int", lambda line: len(line.detail.event.reports), "How many reports the event was merged from.", "#meta+reports+num"),
    Column("excerpt", "text", lambda line: line.lead.excerpt.text, "The article's own words, of the report whose place is known best.", "#description+excerpt"),
    Column("char_start", "int", lambda line: line.lead.excerpt.start, "Where the excerpt starts in the article's text, in Unicode code points from 0.", "#meta+start"),
    Column("char_end", "int", lambda line: line.lead.excerpt.stop, "Where it ends; the last character is the one before.", "#meta+end"),
    Column("page", "int", lambda line: page_at(line.article, line.lead.excerpt.start), "Page of the document on which it starts, from 1; empty where there are no pages.", "#meta+page"),
    Column("article_id", "text", lambda line: line.article.id, "Id of that article.", "#meta+article+code"),
    Column("article_title", "text", lambda line: line.article.title, "Its title.", "#meta+article+title"),
    Column("article_date", "text", _published, "Its day of publication, YYYY-MM-DD; empty where unknown.", "#meta+article+date"),
    Column("article_source", "text", lambda line: line.article.source, "Who published it.", "#meta+article+source"),
    Column("article_url", "text", lambda line: line.article.url, "Where it was published.", "#meta+article+url"),
    Column("article_sha256", "text", lambda line: digest(line.article), "SHA-256 of its text as UTF-8, hexadecimal: the text that the offsets point into.", "#meta+article+hash"),
    Column("rule", "text", _rule, "Name of the rule that read the kind of event.", "#meta+rule"),
    Column("evidence", "text", _evidence, 'Each piece of evidence as "field start:end rule", a vertical bar between.', "#meta+evidence"),
    Column("other_reports", "text", _other_reports, "The event's other reports as \"article_id start:end\" of their excerpts, a vertical bar between.", "#meta+reports"),
    Column("corrected_at", "text", _corrected, "When a person last corrected one of its reports, ISO 8601; empty where nobody did.", "#meta+corrected"),
    Column("data_version", "int", lambda line: line.version, "Version of the archive that this was written from: the same version gives the same file.", "#meta+version"),
)  # fmt: skip
"""Our own columns, in order."""
