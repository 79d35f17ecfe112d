"""What an open case weighs, what somebody carries, and whom that may make ill: the arithmetic of loads, pure.

Cases tells those who lead; reporting tells whoever plans. Both count by the same rules, so that their figures agree.
"""
