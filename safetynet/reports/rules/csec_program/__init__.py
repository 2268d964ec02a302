"""The CSEC Program report that is owed to the Legislature (WIC 16524.10 a to e): its parts, its rules, its checks."""
