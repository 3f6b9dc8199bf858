"""Makes houses.csv: sales of houses that never were, with what makes such tables hard.

    python3 notebooks/data/make-houses.py > notebooks/data/houses.csv
"""
import csv
import datetime
import math
import random
import sys

random.seed(20)
districts = {name: random.gauss(0, 0.22) for name in (
    "Alder Hill", "Ash Grove", "Beech End", "Birch Row", "Brook Side", "Castle Mound", "Cedar Park", "Church Lane",
    "Elm Yard", "Far Meadow", "Fish Market", "Harbour", "High Field", "Kiln Gate", "Lime Walk", "Mill Pond",
    "North Gate", "Old Town", "Orchard", "Quarry", "River Bend", "Rose Court", "Station", "Willow Bank")}
# most houses stand in a few districts, some districts have a handful
names = list(districts)
weights = [1 / (1 + place) for place in range(len(names))]
conditions = {"poor": -0.22, "fair": -0.06, "good": 0.05, "excellent": 0.2}
heatings = {"gas": 0.0, "oil": -0.06, "district": 0.03, "heat pump": 0.09}

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["sold", "district", "area_m2", "rooms", "built", "condition", "heating", "garden_m2", "price"])
for _ in range(1500):
    sold = datetime.date(2016, 1, 1) + datetime.timedelta(days=random.randrange(8 * 365))
    district = random.choices(names, weights)[0]
    area = round(min(400, math.exp(random.gauss(4.7, 0.35))), 1)
    rooms = max(1, round(area / 27 + random.gauss(0, 0.8)))
    built = min(sold.year, round(random.triangular(1880, 2023, 1975)))
    condition = random.choices(list(conditions), [1, 3, 4, 2])[0]
    heating = random.choices(list(heatings), [5, 3, 2, 2])[0]
    garden = round(math.exp(random.gauss(5.2, 0.9))) if random.random() < 0.7 else None
    log_price = (
        7.6
        + 0.85 * math.log(area)
        + districts[district]
        + conditions[condition]
        + heatings[heating]
        + 0.04 * math.log1p(garden or 0)
        + 0.0028 * (built - 1950)
        + 0.055 * ((sold - datetime.date(2016, 1, 1)).days / 365)
        + 0.05 * math.sin(2 * math.pi * (sold.timetuple().tm_yday - 80) / 365)
        + random.gauss(0, 0.09))
    price = round(math.exp(log_price), -2)
    known = heating if random.random() > 0.08 else ""
    year = built if random.random() > 0.05 else ""
    out.writerow([sold, district, area, rooms, year, condition, known, "" if garden is None else garden, int(price)])
