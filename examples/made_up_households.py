#!/usr/bin/env python3
"""Makes up households of Chengxiang for the year 2020, one JSON record a line.

    made_up_households.py COUNT [SEED]

The same seed gives the same households on every machine. Nobody in them is real, and the shares
are not those of Chengxiang: they are chosen so that every programme has something to decide.
"""

import json
import random
import sys

TOWNS = ["龙桥街道", "凤凰山街道", "霞林街道", "常太镇", "华亭镇", "灵川镇", "东海镇"]
EVENTS = ["fire", "traffic_accident", "injury", "sudden_illness", "epidemic", "other_event"]
ABILITIES = ["can_eat", "can_dress", "can_get_up", "can_use_toilet", "can_walk_indoors", "can_bathe"]
JANUARY = "2020-01"


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def often(self, share):
        return self.random.random() < share

    def month(self):
        return f"2020-{self.random.randrange(2, 12):02}"

    def only_in(self, month, value, otherwise):
        """A dated fact that has a value in one month of the year."""
        following = f"2020-{int(month[5:]) + 1:02}"
        return {JANUARY: otherwise, month: value, following: otherwise}

    def yuan(self, low, high):
        return self.random.randrange(low * 2, high * 2) / 2

    def wage(self):
        """A wage a month; some are lost or found in the course of the year."""
        now = self.yuan(2000, 9000)
        if self.often(0.06):
            return {JANUARY: now, self.month(): 0}
        if self.often(0.04):
            return {JANUARY: 0, self.month(): now}
        return now

    def member(self, key, age):
        person = {
            "member_id": key,
            "birth_date": f"{2019 - age}-{self.random.randrange(1, 13):02}-15",
            "wage": 0, "business_net": 0, "property_net": 0, "transfer_net": 0, "other_income": 0,
            "insurance": "resident", "supporters": "some_able",
        }
        if 18 <= age < 65 and self.often(0.85):
            person["wage"] = self.wage()
        elif age >= 60:
            person["resident_pension_base"] = 130
            person["transfer_net"] = 130 + self.random.choice([0, 300, 900, 1500, 2500])
            if self.often(0.1):
                person["supporters"] = "no_supporter"
                person.update({ability: self.often(0.8) for ability in ABILITIES})
        if 6 <= age < 15:
            person["schooling_stage"] = "compulsory"
            person["dropout_reported"] = self.often(0.005)
        elif age < 18:
            person["schooling_stage"] = "senior_high" if age >= 15 else "preschool"
        if age < 17 and self.often(0.01):
            person["father_circumstance"] = "dead"
            person["mother_circumstance"] = self.random.choice(
                ["dead", "lost_contact", "seriously_ill", "in_custody"])
        self.add_hardship(person, age)
        return person

    def add_hardship(self, person, age):
        if self.often(0.07):
            person["disability_grade"] = self.random.randrange(1, 5)
            person["disability_type"] = self.random.choice(["physical", "visual", "mental"])
            person["long_term_care"] = self.often(0.5)
            person["has_fixed_income"] = self.often(0.3)
        if self.often(0.04):
            person["severe_illness"] = True
            # The cost of a year stands in the month in which help is asked for.
            month, cost = self.month(), self.yuan(300, 4000)
            person["medical_self_paid"] = self.only_in(month, cost, 0)
            person["self_paid_this_year"] = self.only_in(month, 12 * cost, 0)
        if age >= 60 and self.often(0.03):
            person["care_group"] = "left_behind_elder"

    def household(self, number):
        size = self.random.choices([1, 2, 3, 4, 5, 6], [14, 24, 26, 20, 11, 5])[0]
        ages = [self.random.randrange(20, 90)]
        ages += [self.random.choice([self.random.randrange(0, 18), self.random.randrange(18, 90)])
                 for _ in range(size - 1)]
        registered = self.often(0.08)
        household = {
            "household_id": f"made-up-{number:05}",
            "town": self.random.choice(TOWNS),
            "hukou": "rural" if self.often(0.6) else "urban",
            "registered_poor": registered,
            "assets": self.random.randrange(0, 30000),
            "housing_units": 0 if self.often(0.1) else 1,
            "living_area": self.random.randrange(20, 150),
            "local_register": self.often(0.9),
            "job_months": self.random.randrange(0, 60),
            "vehicle_owned": "other_vehicle" if self.often(0.05) else "no_vehicle",
            "runs_company": self.often(0.01),
            "property_check": "not_checked" if self.often(0.03) else "confirmed",
            "last_year_income": self.random.randrange(5000, 90000),
            "previous": "none",
        }
        if registered:
            household["escaped_poverty"] = self.often(0.95)
        if self.often(0.04):
            household["emergency_event"] = self.only_in(
                self.month(), self.random.choice(EVENTS), "no_cause")
            household["emergency_need"] = self.random.choice([500, 1200, 2000, 3500, 6000, 9000])
            if self.often(0.1):
                household["major_hardship"] = True
        household["members"] = [self.member("abcdef"[i], age) for i, age in enumerate(ages)]
        if self.often(0.005):
            household["members"][0]["wage"] = None      # nobody knows it: never taken for zero
        return household


def main():
    count = int(sys.argv[1])
    maker = Maker(int(sys.argv[2]) if len(sys.argv) > 2 else 2020)
    for number in range(1, count + 1):
        print(json.dumps(maker.household(number), ensure_ascii=False))


if __name__ == "__main__":
    main()
