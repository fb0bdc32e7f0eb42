"""The sentences on Charges, and the words of their basis and of what stands beside it."""

CHARGES = (
    ("The Customer shall pay these Charges for the Services, at these units and rates, in"
     " {:currency}:", "pay"),
    ("At the baseline volumes the Charges come to {month:money} a month and {year:money} a year.",
     "expected"),
    ("At the baseline volumes the Charges come to amount a month and amount a year.", ""),
    ("That is an estimate and no commitment.", ""),
    ("That is an estimate and no commitment beyond paragraph {:par=Minimum commitment}.", ""),
    ("A Charge is due for Services actually performed.", ""),
    ("Bands of volume and their rates stand in paragraph {:number}.", ""),
    ("Computed Charges and their formulas stand in paragraph {:number}.", ""),
    ("A Charge is due only for Services actually performed in accordance with this Agreement.", ""),
    ("Apart from the minimum in paragraph {:par=Minimum commitment}, a Charge is due only for"
     " Services actually performed in accordance with this Agreement.", ""),
    ("Work repeated because of the Provider's error is not charged.", ""),
    ("A unit counts once, and work repeated because of an error counts as none.", ""),
    ("Every Charge has its rate in this Schedule.", ""),
    ("No other charge is payable, unless this Agreement expressly says so.", ""),
    ("The rates stay fixed, unless this Agreement lets them change.", ""),
    ("A price for a longer period than a month is charged in equal monthly parts from the month in"
     " which the Charge starts; each part is rounded so that the parts so far add up to their"
     " rounded share of the price, and a whole period comes to its price exactly.", "parts"),
    ("Where a Charge or the Term covers only a part of a period, what it is for counts in"
     " proportion to days.", "portions"),
    ("This holds for {what:text}.", "days"),
    ("What is counted is charged as counted, and the edges of bands do not move.", "counted"),
    ("What the Charges come to follows from what is measured.", ""),
    ("Services that are not listed are charged at the Rate Card.", ""),
)  # fmt: skip
BASES = (
    ("fixed, per {per:of=month|quarter|year}", "fixed"),
    ("retainer, per {per:of=month|quarter|year}", "retainer"),
    (
        "share of savings: the {least:money} of a month less the cost of that month, {:percent} of"
        " that for the Customer and {share:percent} for the Provider; nothing where the cost is"
        " higher",
        "savings",
    ),
    (
        "share of savings: the {least:money} of a month less the cost ({:text}) of that month,"
        " {:percent} of that for the Customer and {share:percent} for the Provider; nothing where"
        " the cost is higher",
        "savings",
    ),
    ("per lot of {lot:number} {:text}", "lot"),
    ("per {time:of=seat|full-time equivalent} a month", "unit"),
    ("per productive hour", "unit"),
    ("for each outcome: {:text}", "unit"),
    ("share of {:text}", "share"),
    ("cost plus a margin, on {:text}", "cost"),
    ("paid once, on milestones", "once"),
    ("computed from what is measured, as “Computed charges” states", "computed"),
    ("per {:text}", "unit"),
)
MORE = (
    ("at most {sum:money} in each {per:of=month|quarter|year}", "most"),
    ("at least {sum:money} a {per:of=month|quarter|year}", "least"),
    ("owed to the Customer", "owed"),
    ("where it is below nil, owed to the Customer", "owed_below"),
    ("until {date:date}", "until"),
    ("from {date:date}", "from"),
    ("from the Go-Live Date, planned for {date:date}", "from"),
    ("includes {hours:number} hours in each month", "hours"),
    ("includes {hours:number} hour in each month", "hours"),
    ("each hour more {rate:money}", "hour"),
    ("a fixed sum for {units:number} {:word} a month", "units"),
    ("each {:text} more {rate:money}, a part in proportion", "more"),
    ("each {:text} less {rate:money} off, a part in proportion", "less"),
    ("unused hours lapse", "unused"),
    ("a part of a lot is charged in proportion", "part"),
    ("nothing changes within {range:percent} of that volume", "range"),
    ("beyond that range units count from the edge of that range", "edge"),
    ("beyond that range units count from the volume stated", "stated"),
    ("by the highest count of the month", ""),
    ("by the average of the month", ""),
    ("as counted at the end of the month", ""),
    ("as counted over the month", ""),
    ("invoiced in advance", ""),
)
