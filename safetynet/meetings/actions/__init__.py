"""Every write of the meetings: composing and changing an agenda, opening and closing, copies of the packet."""

from .agenda import (
    add_youth,
    carry_over,
    compose_agenda,
    defer_item,
    move_item,
    publish,
    remove_item,
    set_section,
    take_back,
    take_up_item,
    undo_carry,
)
from .closing import close_meeting
from .room import check_in, check_out, open_meeting

__all__ = [
    "add_youth",
    "carry_over",
    "check_in",
    "check_out",
    "close_meeting",
    "compose_agenda",
    "defer_item",
    "move_item",
    "open_meeting",
    "publish",
    "remove_item",
    "set_section",
    "take_back",
    "take_up_item",
    "undo_carry",
]
