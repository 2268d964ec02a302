"""What making and renewing an instance leaves in the database."""
