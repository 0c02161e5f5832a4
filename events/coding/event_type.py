"""A happening's words and sides -> ACLED's sub-event type, by named rules in order; the first that holds decides.

Source of the order: the ACLED Codebook's definitions of the 25 sub-event types and its rules of precedence.
"""

from __future__ import annotations

from collections.abc import Callable

from events.arguments import event_class
from events.coding.type_features import Signs, signs
from events.coreference import EventCluster
from events.model import ARMED
from text.lexicon import word_group

STATE = frozenset({1, 8})

_STRIKES = frozenset(
    {
        "assault",
        "harm",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Looting/property destruction",
        "bombing",
    }
)

_ROCKETS = frozenset({"launcher", "propel", "propelled"})  # beside "grenade": fired, not thrown
_BANDS = frozenset({2, 3})  # ACLED's classes: rebels, militias
_NOT_CROWD = frozenset({"Agreement", "Other", "Abduction/forced disappearance", "Sexual violence", "Grenade"})

_SHIPS = word_group("ships")
_CROWD_DEEDS = frozenset({"assault", "harm", "Looting/property destruction"})
_PROTESTERS = frozenset({"protest", "protester", "demonstrator", "demonstration", "sit-in"})
_TAKING = frozenset({"territory", "Armed clash", "assault", "harm", "Non-violent transfer of territory"})
_MOVES = frozenset({"Headquarters or base established", "Change to group/activity"})


def sub_event_type(cluster: EventCluster, country: str | None = None) -> tuple[str, str]:
    """Return the sub-event type and the name of the rule that decided; ``country`` is ISO 3166-1 alpha-2.

    >>> sub_event_type(document("Rebels attacked the army in Hama.").clusters[0])
    ('Armed clash', 'who was harmed')
    """
    found = signs(cluster, country)
    for name, rule in RULES:
        if kind := rule(found):
            return kind, name
    return "Attack", "harm, nothing else said"


def _statement(found: Signs) -> str:
    return found.main if event_class(found.main) == "statement" else ""


def _not_violent(found: Signs) -> str:
    """A deal, a move of troops and the like stay what they are, whatever else the sentence speaks of."""
    return found.main if event_class(found.main) in {"deal", "other"} or found.main in _MOVES else ""


def _chemical(found: Signs) -> str:
    if found.main == "Air/drone strike" and "means:chemical" not in found.here:
        return ""
    said = {"Chemical weapon", "means:chemical"} & found.anywhere
    return "Chemical weapon" if said and _violent(found) else ""


def _violent(found: Signs) -> bool:
    return any(event_class(kind) == "violence" or kind in {"harm", "assault"} for kind in found.here if ":" not in kind)


def _suicide(found: Signs) -> str:
    blown = {
        "Remote explosive/landmine/IED",
        "bombing",
        "Suicide bomb",
        "means:mine",
    } & found.anywhere or found.main in {"harm", "assault"}
    return "Suicide bomb" if {"Suicide bomb", "means:suicide"} & found.anywhere and blown and _violent(found) else ""


def _sexual(found: Signs) -> str:
    return "Sexual violence" if found.has("Sexual violence") else ""


def _weapons(found: Signs) -> str:
    if found.main == "Disrupted weapons use":
        return "Armed clash" if found.has("harm", "Armed clash") and found.acted_on & ARMED else found.main
    return (
        "Disrupted weapons use" if found.has("Disrupted weapons use") and found.main in {"Arrests", "assault"} else ""
    )


def _crowd_alone(found: Signs) -> str:
    """Such as "a crowd broke into the parliament": nobody but a crowd acts."""
    named = found.words & word_group("people of a crowd")
    alone = found.acting and found.acting <= {5, 6} and named
    return "Violent demonstration" if alone and found.main in _CROWD_DEEDS else ""


def _protest_put_down(found: Signs) -> str:
    """Such as "security forces killed 30 people when they cleared the protest camp"."""
    state = bool(found.acting) and found.acting <= {1}
    cleared = found.words & {"clear", "disperse", "break", "storm", "dismantle", "evict", "crack"}
    killed = state and found.main == "harm" and found.words & _PROTESTERS and cleared
    return "Excessive force against protesters" if killed else ""


def _crowd(found: Signs) -> str:
    """People in the streets: peaceful, met by force, fired at, or violent themselves."""
    streets = found.has(
        "Peaceful protest", "Protest with intervention", "Violent demonstration", "means:crowd", "means:riot"
    )
    armed = bool(found.acting & {2, 3}) and not found.has("Peaceful protest", "means:crowd")
    if not streets or armed or found.main in _NOT_CROWD or found.has("Grenade", "means:grenade"):
        return ""
    if found.main == "Arrests" and not (found.during or found.has("Armed clash")):
        return ""
    if _crowd_violence(found) and not _state_alone(found):
        return "Violent demonstration"
    if found.has("means:excess") or (_harmed(found) and _by_state(found)):
        return "Excessive force against protesters"
    if found.has("Protest with intervention", "means:police", "means:disperse", "Arrests"):
        return "Protest with intervention"
    return "Peaceful protest" if found.has("Peaceful protest") else ""


def _crowd_violence(found: Signs) -> bool:
    signs_of_it = {"Violent demonstration", "means:riot", "means:thrown", "Looting/property destruction", "Armed clash"}
    return found.violent_crowd or bool(signs_of_it & found.anywhere) or _police_harmed(found)


def _police_harmed(found: Signs) -> bool:
    """Such as "13 officers were killed when a mob attacked their station"."""
    return bool(found.hit) and found.hit <= STATE and bool(found.words & {"mob", "rioter", "crowd"})


def _state_alone(found: Signs) -> bool:
    """Whether all the violence is the state's: its forces act, and nothing is said of what the crowd did."""
    crowd_did = {"Violent demonstration", "means:riot", "means:thrown", "Armed clash"} & found.anywhere
    return bool(found.acting) and found.acting <= STATE and not crowd_did and not found.violent_crowd


def _harmed(found: Signs) -> bool:
    shot_at = found.has("harm") or (found.has("assault") and not found.has("means:police"))
    return shot_at and not found.has("means:riot", "means:thrown")


def _by_state(found: Signs) -> bool:
    return bool(found.acting & STATE or found.words & {"police", "soldier", "force", "troop", "army"})


def _mob(found: Signs) -> str:
    vigilantes = "vigilante" in found.words and not found.acting & _BANDS
    mob = found.has("Mob violence") or found.words & {"mob", "lynch"} or vigilantes
    return "Mob violence" if mob else ""


def _captive(found: Signs) -> str:
    """People taken: by the state, where the word does not say otherwise, they are arrested."""
    if found.main != "Abduction/forced disappearance":
        return ""
    taken = found.rule in {"verb:capture", "verb:seize"}
    state = bool(found.acting) and found.acting <= {1} and not found.acted_on & {1, 8} and not found.words & _SHIPS
    return "Arrests" if taken and state else found.main


def _ground(found: Signs) -> str:
    """Who holds the ground afterwards, and whether it was fought for."""
    if "territory" not in found.here or found.main not in _TAKING:
        return ""
    if found.has("Non-violent transfer of territory"):
        return "Non-violent transfer of territory"
    takers = found.takers or (found.acting if len(found.acting) == 1 else frozenset())
    if 1 in takers or (not takers and found.words & {"army", "government", "regime"}):
        return "Government regains territory"
    return "Non-state actor overtakes territory"


def _left(found: Signs) -> str:
    return found.main if found.main == "Non-violent transfer of territory" else ""


def _rocket_grenade(found: Signs) -> str:
    """A grenade that a rocket drives is fired as artillery is, not thrown."""
    if found.main != "Grenade" or not found.words & _ROCKETS:
        return ""
    return "Armed clash" if _against_armed(found) else "Shelling/artillery/missile attack"


def _grenade(found: Signs) -> str:
    thrown = found.has("means:grenade") and _violent(found) and not found.words & _ROCKETS
    return "Grenade" if thrown or found.has("Grenade") else ""


def _air(found: Signs) -> str:
    bombed = "bombing" in found.here and bool(found.acting & STATE)
    if (
        bombed
        or _plain_strike(found)
        or found.has("Air/drone strike")
        or (found.has("means:air") and found.main in _STRIKES)
    ):
        return "" if found.main == "Armed clash" else "Air/drone strike"
    return ""


def _plain_strike(found: Signs) -> bool:
    """Such as "the military carried out a strike on a command centre": what else a state's strike is made with is said."""
    state = bool(found.acting) and found.acting <= STATE
    return state and found.main in {"assault", "harm"} and "strike" in found.words and not found.words & _OTHER_ARMS


_OTHER_ARMS = word_group("arms beside a strike")


def _mine(found: Signs) -> str:
    kind = "Remote explosive/landmine/IED"
    if found.main in {"Armed clash", "Shelling/artillery/missile attack"}:
        return ""
    return kind if found.has(kind, "bombing") or (found.has("means:mine") and found.main in _STRIKES) else ""


def _shelling(found: Signs) -> str:
    kind = "Shelling/artillery/missile attack"
    if "Armed clash" in found.anywhere:
        return ""
    return kind if found.has(kind) or (found.has("means:artillery") and found.main in _STRIKES) else ""


def _clash(found: Signs) -> str:
    return "Armed clash" if "Armed clash" in found.anywhere and found.main != "Arrests" else ""


def _harm(found: Signs) -> str:
    """Whether those attacked were armed decides between a battle and an attack on civilians."""
    if found.main not in {"harm", "assault"}:
        return ""
    return "Armed clash" if _against_armed(found) else "Attack"


def _against_armed(found: Signs) -> bool:
    if found.hit:
        return bool(found.hit & ARMED) and not found.hit >= {7, 1}
    if 7 in found.acted_on:
        return bool(found.acted_on & {1, 2, 8})
    if found.armed_target or found.acted_on & ARMED:
        return True
    return not found.people and found.sides > 1


def _arrests(found: Signs) -> str:
    """Taken by those who hold no law, people are abducted, not arrested."""
    if found.main != "Arrests":
        return ""
    return "Abduction/forced disappearance" if found.acting & {2, 3, 4} and not found.acting & {1} else "Arrests"


def _named(found: Signs) -> str:
    return found.main if found.main[0].isupper() else ""


RULES: tuple[tuple[str, Callable[[Signs], str]], ...] = (
    ("a statement", _statement),
    ("no violence", _not_violent),
    ("chemical means", _chemical),
    ("suicide bomber", _suicide),
    ("weapons taken or made safe", _weapons),
    ("a protest put down", _protest_put_down),
    ("people in the streets", _crowd),
    ("a mob", _mob),
    ("a crowd alone", _crowd_alone),
    ("sexual violence", _sexual),
    ("people taken", _captive),
    ("ground taken", _ground),
    ("ground left", _left),
    ("grenade driven by a rocket", _rocket_grenade),
    ("grenade", _grenade),
    ("from the air", _air),
    ("mine or bomb", _mine),
    ("artillery or missiles", _shelling),
    ("both sides armed", _clash),
    ("who was harmed", _harm),
    ("arrests", _arrests),
    ("the word itself", _named),
)
