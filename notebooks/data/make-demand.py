"""Makes demand.csv: the heat that a house that never was took, day by day.

    python3 notebooks/data/make-demand.py > notebooks/data/demand.csv
"""
import csv
import datetime
import math
import random
import sys

random.seed(5)
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["day", "demand_kwh", "temperature"])
weather = 0.0
for i in range(4 * 365):
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=i)
    weather = 0.8 * weather + random.gauss(0, 1.8)
    temperature = 10 - 9 * math.cos(2 * math.pi * (day.timetuple().tm_yday - 20) / 365) + weather
    at_home = 1.35 if day.weekday() >= 5 else 1.0
    demand = at_home * (6 + 2.1 * max(0, 17 - temperature)) + random.gauss(0, 1.5)
    out.writerow([day, round(max(0, demand), 1), round(temperature, 1)])
