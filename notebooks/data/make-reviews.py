"""Makes reviews.csv: what guests of a café that never was might have written.

    python3 notebooks/data/make-reviews.py > notebooks/data/reviews.csv
"""
import csv
import random
import sys

random.seed(7)

GOOD = "good great lovely fresh warm friendly quick clean cosy tasty excellent delicious wonderful perfect".split()
BAD = "bad poor stale cold rude slow dirty noisy bland awful horrible disappointing burnt greasy".split()
THINGS = ("the coffee,the tea,the soup,the cake,the bread,the salad,the service,the waiter,the music,the room,"
          "the terrace,the breakfast,the chef,our table,the menu").split(",")
MUCH = ["very", "really", "so", "quite", "rather", "", "", ""]
WHEN = ["on monday", "last week", "this morning", "as always", "today", "again", "", "", "", ""]
BEGINNINGS = ["honestly", "well", "i must say", "to be fair", "we thought", "my friend said", "", "", "", "", "", ""]


def words(*parts):
    return " ".join(part for part in parts if part)


def claim(good, thing):
    """A clause that says so; every second one by denying the opposite."""
    word = random.choice(GOOD if good else BAD)
    other = random.choice(BAD if good else GOOD)
    return random.choice([
        words(thing, "was", random.choice(MUCH), word),
        words(thing, "was", random.choice(MUCH), word),
        words(thing, "was not", other, random.choice(["at all", ""])),
        words(thing, random.choice(["was never", "is not", "was hardly"]), other),
    ])


def review():
    good = random.random() < 0.5
    one, two = random.sample(THINGS, 2)
    kind = random.random()
    if kind < 0.45:
        text = claim(good, one)
    elif kind < 0.65:  # both say the same
        text = words(claim(good, one), "and", claim(good, two))
    elif kind < 0.9:  # what comes after "but" counts
        text = words(claim(not good, one), "but", claim(good, two))
    else:
        text = random.choice([
            words("we will", "" if good else "never", random.choice(["come back", "return"])),
            words("i would", "" if good else "not", "recommend", one),
            words("i", "" if good else "do not", "want to go there again"),
        ])
    text = words(random.choice(BEGINNINGS), text, random.choice(WHEN))
    if random.random() < 0.15:  # a slip: two letters change places
        at = random.randrange(len(text) - 1)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2:]
    if random.random() < 0.5:
        text = text[0].upper() + text[1:]
    text += random.choice([".", "!", "", ""])
    verdict = good if random.random() > 0.02 else not good
    return text, "pleased" if verdict else "displeased"


rows, seen = [], set()
while len(rows) < 1600:
    text, verdict = review()
    if text not in seen:
        seen.add(text)
        rows.append((text, verdict))
writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow(("review", "verdict"))
writer.writerows(rows)
