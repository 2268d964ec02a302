"""What the process writes to its own log: numbers and places in the code, never words about people."""

import logging


class NumbersOnly(logging.Formatter):
    """A line with time, level, logger, status, and the kind and place of an error; messages and values are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; nothing that a request or a record said can stand in it."""
        parts = [
            self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            record.levelname,
            record.name,
            f"{record.module}:{record.lineno}",
        ]
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            parts.append(f"status={status}")
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(record.exc_info[0].__name__)
            trace = record.exc_info[2]
            while trace is not None:
                frame = trace.tb_frame
                if "safetynet" in frame.f_code.co_filename:
                    parts.append(f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
                trace = trace.tb_next
        return " ".join(parts)
