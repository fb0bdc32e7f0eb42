"""What a contract costs and what its service levels are worth: pure functions on Decimal.

Times and counts may be numpy int64, a level is a ratio of integers, money is Decimal and is
rounded once, half-up, where it leaves this room.
"""
