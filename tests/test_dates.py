"""Dates: what each wording means to a reader of an article of Wednesday, 4 October 2017."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import DateMention
from events.mentions.times import AS_OF, CITATION, DATELINE, NO_DAY, STAMP
from events.mentions.times.calendars import islamic_day, solar_day
from events.mentions.times.finder import RULES, find_times
from text.sentences import sentences

PUBLISHED = dt.date(2017, 10, 4)
MARK = re.compile(r"\[([^|\]]+)\|([^\]]*)\]")

# [words|first day] or [words|first..last], with the precision where it is not "day"; nothing behind: no interval
ROWS = [
    # days with all they need
    "On [3 January 2022|2022-01-03], soldiers came.",
    "On [Sunday, 3rd of September 2017|2017-09-03] he left.",
    "He left on [September 3rd, 2016|2016-09-03].",
    "It is dated [2014-05-02|2014-05-02] and [2014/5/3|2014-05-03].",
    "It is dated [25/04/2015|2015-04-25], [04/25/2015|2015-04-25] and [2.5.2014|2014-05-02].",
    "[Around 12 April 2022|2022-04-12 about] (as reported), a man was killed.",
    "The [9/11|2001-09-11] attacks came first.",
    # days that lack a year
    "He was killed on [Sept. 24|2017-09-24], and on [Oct. 1|2017-10-01] another died.",
    "The town was taken on [Nov. 20|2016-11-20]. The truce was extended to [Nov. 19|2017-11-19].",
    "Talks will be held on [Jan. 23|2018-01-23].",
    "He was buried on [5 October last year|2016-10-05].",
    "It began on [Friday, Oct. 23|2015-10-23].",
    "On [21 August 2013|2013-08-21], rockets fell. On [26 August|2013-08-26], inspectors came.",
    "He was born on [3 April 1970|1970-04-03]. On [5 September|2017-09-05] he was shot.",
    "On [9|2017-09-09] and [10 September|2017-09-10], and on [Sept. 12|2017-09-12] and [13|2017-09-13], shells fell.",
    "The [12 September|2017-09-12] attack came at noon.",
    # week days, by tense
    "The ministry released a statement [Wednesday|2017-10-04] calling it wrong.",
    "He spoke at a conference on [Wednesday|2017-10-04].",
    "A bomb went off [Thursday|2017-09-28] in the market.",
    "The envoy will arrive on [Thursday|2017-10-05].",
    "Talks are due to resume [Friday|2017-10-06], he said.",
    "The army said [Tuesday|2017-10-03] that it would attack on [Friday|2017-10-06].",
    "[Last Wednesday|2017-09-27]'s raid killed three; [next Tuesday|2017-10-10] there is a vote.",
    "Protesters ignored [Monday|2017-10-02]'s ruling and will march.",
    "The truce was extended until [Friday|2017-10-06].",
    "Bridge to reopen on [Friday|2017-10-06]",
    "Police used gas to drive off a crowd on [Friday|2017-09-29].",
    "In an interview [Friday|2017-09-29], he would not say why.",
    "He could not be reached [Tuesday|2017-10-03].",
    "Gunmen came at [5 p.m. on Tuesday|2017-10-03] and [late on Monday|2017-10-02].",
    "[In the early hours of Sunday|2017-10-01], and again on [Monday night|2017-10-02], shells fell.",
    "[Tuesday of last week|2017-09-26] was worse.",
    "Prayers are held [every Friday|].",
    # days told from today
    "Amaq posted a video [yesterday|2017-10-03], and another [last night|2017-10-03].",
    "They leave [tomorrow|2017-10-05]; [the day after tomorrow|2017-10-06] others come.",
    "[Overnight|2017-10-03..2017-10-04 range], jets struck.",
    "[Overnight on Monday|2017-10-02], jets struck.",
    "On [3 May 2017, overnight|2017-05-03], jets struck.",
    "The deal is good for today's youth.",
    # weeks, months, seasons, years
    "Just [last month|2017-09-01..2017-09-30 month], the siege was broken.",
    "[Early this week|2017-10-02..2017-10-08 week] and [last week|2017-09-25..2017-10-01 week], rebels struck.",
    "[Over the summer|2017-06-01..2017-08-31 season], aircraft downed two drones.",
    "It fell in [the summer of 2014|2014-06-01..2014-08-31 season].",
    "It fell [last winter|2016-12-01..2017-02-28 season].",
    "It fell in [March|2017-03-01..2017-03-31 month] and in [November|2016-11-01..2016-11-30 month].",
    "It fell in [May|2017-05-01..2017-05-31 month], May said.",
    "Elections are planned for [November|2017-11-01..2017-11-30 month].",
    "In [early June 2014|2014-06-01..2014-06-10 range] Mosul fell.",
    "It fell in [mid-August|2017-08-11..2017-08-20 range] and burnt [late in September|2017-09-21..2017-09-30 range].",
    "It burnt at [the end of last year|2016-11-01..2016-12-31 range].",
    "In [the first week of May 2015|2015-05-01..2015-05-07 week] and [the last week of August|2017-08-25..2017-08-31 week].",
    "In [the second half of September|2017-09-15..2017-09-30 range] and [mid-2014|2014-01-01..2014-12-31 year].",
    "In [2016|2016-01-01..2016-12-31 year] and [last year|2016-01-01..2016-12-31 year] it was worse.",
    "[The weekend|2017-09-30..2017-10-01 range] strikes killed three.",
    "In [the 1990s|1990-01-01..1999-12-31 range] he fought there.",
    "In [the third quarter of 2016|2016-07-01..2016-09-30 range] attacks fell.",
    "In [the first half of 2016|2016-01-01..2016-06-30 range] they rose.",
    # stretches
    "Two officers died within [the last couple of weeks|2017-09-20..2017-10-04 range].",
    "In [the past two weeks|2017-09-20..2017-10-04 range] and [the last 24 hours|2017-10-03..2017-10-04 range].",
    "[Since January|2017-01-01..2017-10-04 range], forty have died.",
    "It has been shelled [since Monday|2017-10-02..2017-10-04 range].",
    "It was the worst attack since [7 February 2003|2003-02-07], when a club was bombed.",
    "The camp had been there since [6 April|2017-04-06]; in [the past few weeks|] it grew.",
    "Officials said at least nine guards had died [since Monday|2017-10-02..2017-10-04 range] on that road.",
    "In the small hours of [Tuesday, the 3rd|2017-10-03], rebels came.",
    "In [1981|1981-01-01..1981-12-31 year] he joined, and for [the next two years|1981-12-31..1983-12-31 range] he fought.",
    "In [the past year|2016-10-04..2017-10-04 range] the March of Peace grew.",
    "The last day of the talks, which will last [five days|], is near.",
    "He was seized [three days ago|2017-10-01], she [two years ago|2015-01-01..2015-12-31 about].",
    "He was seized [several days ago|].",
    # ranges
    "Shelling [between 3 and 5 May|2017-05-03..2017-05-05 range] killed ten.",
    "Shelling [from May 3 to 5|2017-05-03..2017-05-05 range] killed ten.",
    "The [3-5 May|2017-05-03..2017-05-05 range] shelling killed ten.",
    "Fighting [from 30 December 2015 to 2 January 2016|2015-12-30..2016-01-02 range] went on.",
    "Fighting on [Sept. 30-Oct. 1|2017-09-30..2017-10-01 range] killed ten.",
    "Fighting [between Sept. 28 and Oct. 2|2017-09-28..2017-10-02 range] went on.",
    "It raged [from June 2014 to May 2015|2014-06-01..2015-05-31 range].",
    "It raged [between 1994 and 1997|1994-01-01..1997-12-31 range].",
    "Raids [from Monday to Wednesday|2017-10-02..2017-10-04 range] killed ten.",
    # told from the date before
    "On [Sept. 24|2017-09-24] it fell; [three days later|2017-09-27] it burnt, and [the next day|2017-09-28] too.",
    "It fell in [2014|2014-01-01..2014-12-31 year] and was retaken [the following year|2015-01-01..2015-12-31 year].",
    "On [5 May 2015|2015-05-05] it fell; [that month|2015-05-01..2015-05-31 month] he fled.",
    "On [5 May 2015|2015-05-05] it fell; on [9 May that year|2015-05-09] he fled.",
    "It fell in [June 2015|2015-06-01..2015-06-30 month]. [Two days later|] it was retaken.",
    "[A day earlier|] it had been quiet.",
    "On [5 May 2015|2015-05-05] it fell. [A week before|2015-04-27], on [27 April|2015-04-27], it was shelled.",
    "[Since the beginning of the year|2017-01-01..2017-10-04 range], forty have died.",
    "He left on [Christmas Eve|2016-12-24], she on [Good Friday 2016|2016-03-25].",
    "On [5 May 2015|2015-05-05] it fell; [hours later|2015-05-05] it burnt, and [two days after|2015-05-07], it rained.",
    # days of numbers, of soldiers, of other calendars
    "It is dated [03/04/2015|2015-03-04..2015-04-03 range] or so.",
    "It is dated [03/04/2015|2015-04-03]; the other is of [17/04/2015|2015-04-17].",
    "It is dated [03/04/2015|2015-03-04]; the other is of [April 17, 2015|2015-04-17].",
    "On [02/10/2017|2017-10-02] it burnt, and it was hit again on [3/10|2017-10-03].",
    "It was hit on [06.04.2016|2016-04-06] and on [06-15-2016|2016-06-15].",
    "It was hit at [051430Z MAY 17|2017-05-05], on [05MAR2016|2016-03-05] and on [07 SEP 17|2017-09-07].",
    "On [16 Ramadan 1438|2017-06-10..2017-06-12 range] gunmen came, and on [1 Muharram|2017-09-21..2017-09-23 range] again.",
    "On [16 Ramadan 1438|2017-06-11] ([11 June 2017|2017-06-11]) gunmen came; [Shawwal 1438|2017-06-26..2017-07-25 month] was quiet.",
    "On [14 Shahrivar 1396|2017-09-05] gunmen came; on [31 Mehr 1396|] nobody did.",
    "On [1396/06/14|2017-09-05] and [1438/09/16|2017-06-10..2017-06-12 range] gunmen came; on [5-Apr-2016|2016-04-05] nobody.",
    "In [Ramadan|2017-05-27..2017-06-25 month], on [Eid al-Fitr|2017-06-25..2017-06-27 range] and on [Ashura 2016|2016-10-11..2016-10-13 range] he prayed.",
    "It was hit [between the evenings of 18 and 19 September|2017-09-18..2017-09-19 range] and [overnight on 3-4 October|2017-10-03..2017-10-04 range].",
    "In [the week of 28 August|2017-08-28..2017-09-03 week] it fell; on [5 September|2017-09-05] it burnt and on [the 14th|2017-09-14], it rained.",
    "It fell on the 5th floor of the 3rd battalion's house, by the 2nd bridge.",
    "On [Tuesday, Oct. 2|2017-10-02] it burnt, a slip of the pen.",
    # known deeds, nights, several days
    "The group's [October 7|2016-10-07] attack killed many; the [Nov. 12|2016-11-12] massacre did, too.",
    "On the night of [3 to 4 May|2017-05-03..2017-05-04 range] it burnt.",
    "It burnt from [Sunday night into Monday|2017-10-01..2017-10-02 range], and on [2|2017-10-02] & [3 October|2017-10-03].",
    "On the night of [3 to 4 May|2017-05-03..2017-05-04 range] it fell; [the same night|2017-05-03..2017-05-04 range] it burnt.",
    "It fell [over the weekend|2017-09-30..2017-10-01 range], after [5-6 September|2017-09-05..2017-09-06 range].",
    # no dates at all
    "It has been hunted down [for three years|] in a [two-week|] battle.",
    "It is dated [31 June|], [29 February 2015|] and [4 October 3017|].",
    "It fell on [4 October 1815|1815-10-04], long before [4 October|2017-10-04] 3000 people met.",
    "About 2,000 people, 2000 troops and $2014 went; UN Resolution 2015 and 1,995 others did not.",
    "Jan Egeland met June Smith and the March 23 Movement by the 14 July Bridge in Mar del Plata.",
    "The Sunday Times recalled Bloody Sunday at 2030 GMT.",
    "May said she may march; the troops marched in the second row.",
]


def reading(text: str, published: dt.date | None = PUBLISHED, title: str | None = None) -> tuple[DateMention, ...]:
    return find_times(text, published=published, sentences=sentences(text), title=title)


def said(mention: DateMention) -> str:
    when = mention.when
    if when is None:
        return f"[{mention.span.text}|]"
    days = f"{when.earliest}" if when.earliest == when.latest else f"{when.earliest}..{when.latest}"
    return f"[{mention.span.text}|{days}{'' if when.precision == 'day' else f' {when.precision}'}]"


def bare(mark: re.Match[str]) -> str:
    return mark[1]


@pytest.mark.parametrize("row", ROWS)
def test_what_a_wording_means(row: str) -> None:
    found = [said(mention) for mention in reading(MARK.sub(bare, row))]
    assert found == [mark[0] for mark in MARK.finditer(row)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It was hit on Wednesday.", "told from the day of publication, which is not known"),
        ("It was hit last month.", "told from the day of publication, which is not known"),
        ("It was hit on Sept. 24.", "told from the day of publication, which is not known"),
        ("It was hit three days later.", "no date before it to count from"),
        ("It was hit on 31 February.", "no such day in the calendar"),
    ],
)
def test_without_a_day_of_publication_the_reason_is_said(text: str, reason: str) -> None:
    assert [(mention.when, mention.reason) for mention in reading(text, None)] == [(None, reason)]


def test_a_full_date_before_it_gives_the_year_where_publication_is_unknown() -> None:
    days = [
        mention.when.earliest for mention in reading("On 3 May 2014 it fell. On 5 May it burnt.", None) if mention.when
    ]
    assert days == [dt.date(2014, 5, 3), dt.date(2014, 5, 5)]


PROSE = "Shells fell on the lower town, and the mayor said that the school, the mill and two houses by the river burnt"

# title, day of publication (none: ""), text with its dates marked
PAGES = [
    ("", "", f"A chronicle of the river war – 2009\n\nFebruary 11\n\n{PROSE}.\n\nFebruary 12\n\n{PROSE} on [3 March|2009-03-03]."),
    ("A chronicle of attacks in 2013", "", f"{PROSE} on [4 March|2013-03-04]."),
    ("A chronicle of attacks in 2013", "2015-06-01", f"{PROSE} on [4 March|2013-03-04]."),
    ("Two killed as in 2013", "2015-06-01", f"{PROSE} on [4 March|2015-03-04]."),
    ("", "", f"KYIV, [Feb. 24, 2022|2022-02-24] (AP) — {PROSE} [yesterday|2022-02-23]."),
    ("", "", f"Smoke over the mill, [June 20, 2023|2023-06-20]\n\nQAMISHLI, Syria, [June 20|2023-06-20] (Reuters) - {PROSE} on [Tuesday|2023-06-20]."),
    ("Daily report, 19 October 2019", "", f"{PROSE} [yesterday|2019-10-18] and on [2 October|2019-10-02]."),
    ("", "", f"{PROSE} on [22 August|2015-08-22], and again on [23 August 2015|2015-08-23]."),
    ("", "", f"As of [2 August 2016|2016-08-02], no peace was seen. {PROSE} on [30 July|2016-07-30]."),
    ("", "", f"Published: [3 May 2021|2021-05-03], 10:15\n\n{PROSE} on [Sunday|2021-05-02]."),
    ("", "2017-10-10", f"Hill Town, [2 October 2017|2017-10-02]\n\n{PROSE} on [Sunday|2017-10-01]."),
    ("", "2005-06-24", f"A chronology of the war\n\n[May 23, 2003|2003-05-23] — {PROSE}.\n\n[September 12|2003-09-12] — {PROSE}.\n\n[January 25, 2004|2004-01-25] — {PROSE}.\n\n[February 10|2004-02-10] — {PROSE}."),
    ("", "", "Incidents in July–December 2011\n\nJuly\nDate | Type | Dead\n[2|2011-07-02] | Bomb | 13\n[13|2011-07-13] | Bomb | 20"),
    ("", "", f"Incident date\n\n[July 23, 2018|2018-07-23]\n\n{PROSE}.\n\nFirst published\n[July 24, 2018|2018-07-24]"),
    ("", "2017-10-10", f"## [2014|2014-01-01..2014-12-31 year]\n\n{PROSE} on [3 March|2014-03-03].\n\n## Today\n\n{PROSE} on [4 March|2017-03-04]."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "published", "body"), PAGES)
def test_a_page_gives_its_days_their_year(title: str, published: str, body: str) -> None:
    day = dt.date.fromisoformat(published) if published else None
    found = [said(mention) for mention in reading(MARK.sub(bare, body), day, title)]
    assert [mark for mark in found if mark in body] == [mark[0] for mark in MARK.finditer(body)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"{PROSE} (Hill News, 28 September 2022).", CITATION),
        (f"{PROSE} (AFP, 3 May 2017; The Daily Star, 4 May 2017).", CITATION),
        (f"{PROSE} (at dawn on 28 September 2016).", "day-month-year"),
        (f"{PROSE} (Lower Mill, 28 September 2016).", "day-month-year"),
        (f"A video published on 3 May showed it. {PROSE}.", STAMP),
        (f"Last updated 14:02 GMT on 12 May 2017\n\n{PROSE}.", STAMP),
        (f"HILL TOWN, 3 May 2017 (AFP) - {PROSE}.", DATELINE),
        (f"{PROSE}.\n\nFirst published\nJuly 24, 2016\nLast updated\nMay 3, 2017", STAMP),
        (f"As of 19:30, 3 May 2017, forty have died. {PROSE}.", AS_OF),
        (f"As of 3 May 2017, forty have died. {PROSE}.", AS_OF),
        (f"{PROSE} when the post published in 2015 by 3 May 2017 fell.", "day-month-year"),
    ],
)
def test_a_day_on_which_somebody_wrote_is_told_apart(text: str, rule: str) -> None:
    days = [mention for mention in reading(text) if mention.when and mention.when.precision == "day"]
    assert {mention.rule for mention in days} == {rule}


@settings(deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_the_days_of_other_calendars_follow_each_other(day: dt.date) -> None:
    for calendar, years, epoch in ((islamic_day, 354.367, 622.54), (solar_day, 365.2422, 622.22)):
        year = int((day.year - epoch) * 365.2425 / years) + 1
        days = [made for y in range(year - 2, year + 3) for m in range(1, 13) for made in month_of(calendar, y, m)]
        assert all(after - one == dt.timedelta(1) for one, after in pairwise(days))
        assert day in days


def month_of(calendar: Callable[[int, int, int], dt.date], year: int, month: int) -> Iterator[dt.date]:
    for day in range(1, 32):
        try:
            yield calendar(year, month, day)
        except ValueError:
            return


def test_every_date_names_one_of_the_rules() -> None:
    names = {rule.name for rule in RULES} | {f"since:{rule.name}" for rule in RULES} | {"restated", NO_DAY}
    text = " ".join(MARK.sub(bare, row) for row in ROWS)
    assert {mention.rule for mention in reading(text)} <= names


VOCABULARY = (
    "on Sept. 24 May 3 5 - to and 2014 2014-15 last next Tuesday three days later ago since the week of month 31 June "
    "03/04/2015 overnight, said will (first quarter half 99 a year-earlier Easter nineteen ninety-one . \n"
)
WORDS = st.lists(st.sampled_from(re.split(" ", VOCABULARY)), max_size=25).map(" ".join)


@settings(deadline=None)
@given(WORDS, st.dates(dt.date(1990, 1, 1), dt.date(2026, 12, 31)) | st.none())
def test_dates_never_lie_about_their_words(text: str, published: dt.date | None) -> None:
    found = reading(text, published)
    assert all(text[m.span.start : m.span.stop] == m.span.text for m in found)
    assert all(a.span.stop <= b.span.start for a, b in pairwise(found))
    assert all(bool(m.when) != bool(m.reason) for m in found)


@settings(deadline=None)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2026, 12, 31)), st.sampled_from(["Monday", "Wednesday", "Sunday"]))
def test_a_week_day_lies_within_a_week_of_publication_on_the_side_of_its_tense(today: dt.date, name: str) -> None:
    (past,), (future,) = reading(f"It was hit {name}.", today), reading(f"They will meet {name}.", today)
    assert past.when
    assert future.when
    assert 0 <= (today - past.when.latest).days < 7
    assert 0 <= (future.when.earliest - today).days < 7
    assert past.when.earliest.strftime("%A") == future.when.earliest.strftime("%A") == name


@settings(deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)), st.dates(dt.date(1990, 1, 1), dt.date(2026, 12, 31)))
def test_a_full_date_means_itself_whatever_the_day_of_publication(day: dt.date, published: dt.date) -> None:
    for written in (f"{day.day} {day:%B} {day.year}", f"{day:%b}. {day.day}, {day.year}", day.isoformat()):
        (mention,) = reading(f"It fell on {written}.", published)
        assert mention.when
        assert mention.when.earliest == mention.when.latest == day
