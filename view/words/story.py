"""How an event is told in a sentence, by its sub-type: who did it to whom, who did it, whom it struck, nobody named."""

TELLINGS: dict[str, tuple[str, str, str, str]] = {
    "Armed clash": ("{doer} fought {struck}", "{doer} fought", "{struck} came under attack", "an armed clash took place"),
    "Government regains territory": ("{doer} retook territory from {struck}", "{doer} retook territory", "{struck} lost territory to the government", "the government retook territory"),
    "Non-state actor overtakes territory": ("{doer} took territory from {struck}", "{doer} took territory", "{struck} lost territory", "territory was taken by a non-state actor"),
    "Peaceful protest": ("{doer} protested against {struck}", "{doer} protested", "a protest was directed at {struck}", "a peaceful protest took place"),
    "Protest with intervention": ("{doer} intervened in a protest by {struck}", "a protest by {doer} was broken up", "a protest by {struck} was broken up", "a protest was broken up"),
    "Excessive force against protesters": ("{doer} used force against {struck}", "{doer} used force against protesters", "force was used against {struck}", "force was used against protesters"),
    "Violent demonstration": ("{doer} demonstrated violently against {struck}", "{doer} demonstrated violently", "a violent demonstration was directed at {struck}", "a violent demonstration took place"),
    "Mob violence": ("{doer} attacked {struck}", "{doer} rioted", "a mob attacked {struck}", "mob violence broke out"),
    "Chemical weapon": ("{doer} used chemical weapons against {struck}", "{doer} used chemical weapons", "chemical weapons were used against {struck}", "chemical weapons were used"),
    "Air/drone strike": ("{doer} struck {struck} from the air", "{doer} carried out an air or drone strike", "an air or drone strike hit {struck}", "an air or drone strike took place"),
    "Suicide bomb": ("{doer} bombed {struck} in a suicide attack", "{doer} carried out a suicide bombing", "a suicide bombing hit {struck}", "a suicide bombing took place"),
    "Shelling/artillery/missile attack": ("{doer} shelled {struck}", "{doer} fired shells or missiles", "shells or missiles hit {struck}", "shelling or a missile attack took place"),
    "Remote explosive/landmine/IED": ("{doer} struck {struck} with an explosive device", "{doer} set off an explosive device", "an explosive device hit {struck}", "an explosive device went off"),
    "Grenade": ("{doer} threw a grenade at {struck}", "{doer} threw a grenade", "a grenade hit {struck}", "a grenade was thrown"),
    "Sexual violence": ("{doer} committed sexual violence against {struck}", "{doer} committed sexual violence", "{struck} suffered sexual violence", "sexual violence was reported"),
    "Attack": ("{doer} attacked {struck}", "{doer} carried out an attack", "{struck} came under attack", "an attack took place"),
    "Abduction/forced disappearance": ("{doer} abducted or captured {struck}", "{doer} abducted or captured people", "{struck} were abducted or captured", "people were abducted or captured"),
    "Agreement": ("{doer} and {struck} reached an agreement", "{doer} reached an agreement", "{struck} reached an agreement", "an agreement was reached"),
    "Arrests": ("{doer} arrested {struck}", "{doer} made arrests", "{struck} were arrested", "arrests were made"),
    "Disrupted weapons use": ("{doer} stopped weapons of {struck}", "{doer} stopped the use of weapons", "weapons of {struck} were stopped", "the use of weapons was stopped"),
    "Headquarters or base established": ("{doer} set up a base against {struck}", "{doer} set up a base", "a base was set up against {struck}", "a base was set up"),
    "Looting/property destruction": ("{doer} destroyed or looted property of {struck}", "{doer} destroyed or looted property", "property of {struck} was destroyed or looted", "property was destroyed or looted"),
    "Non-violent transfer of territory": ("{doer} took over territory from {struck}", "{doer} took over territory", "{struck} gave up territory", "territory changed hands without fighting"),
    "Threat": ("{doer} threatened {struck}", "{doer} made a threat", "{struck} were threatened", "a threat was made"),
    "Accusation": ("{doer} accused {struck}", "{doer} made an accusation", "{struck} were accused", "an accusation was made"),
    "Appeal": ("{doer} appealed to {struck}", "{doer} made an appeal", "an appeal was made to {struck}", "an appeal was made"),
    "Denial": ("{doer} denied what {struck} said", "{doer} denied a report", "what {struck} said was denied", "a report was denied"),
}  # fmt: skip
"""Sub-type -> the sentence without place and day, in each of the four cases."""
TOLD_AS = ("{what}: {doer} → {struck}", "{what}: {doer}", "{what}: {struck}", "{what}")
"""The same for a sub-type that has no sentence of its own."""
STORY_BY, STORY_SAID, STORY_DENIED = "{status} by {by}", "said by {by}", "denied by {by}"
STORY_IN, STORY_NEAR, STORY_KILLED, STORY_INJURED = " in {place}", " at {place}", "{count} killed", "{count} injured"
STORY_AROUND = " {place}"
STORY_AND = "{first} and {last}"
