"""Pure rules of the record: the face sheet, contradictions, the timeline, what may follow what."""
