"""The innermost loops, in a Python so plain that the same lines run as they are or compiled to machine code.

Which of both is the business of `compiled`; here nothing is imported but numpy, and nothing calls anything else of
ours. Bits are uint64 throughout, since a signed number among them would make floats of them in compiled code.
"""

from __future__ import annotations

from typing import Any

import numpy as np

#: Above any price.
NEVER = 1 << 62


def grid_pairs(
    rows: Any,
    box: Any,
    cell_start: Any,
    shape: Any,
    mutual_start: Any,
    mutual_rows: Any,
    lines: Any,
    spots: Any,
    offer: Any,
    remote: Any,
    sector: Any,
    likeness: Any,
    worth: Any,
    need_line: Any,
    need_spot: Any,
    need_remote: Any,
    need_sector: Any,
    need_group: Any,
    need_skill: Any,
    need_worth: Any,
    weight: Any,
    found: Any,
) -> tuple[int, int]:
    """Test the rows of the grid near each need of a block, and write the feasible pairs as packed keys.

    Parameters
    ----------
    rows : array of int64
        The needs of the block, as rows of the need arrays; at most 4,096.
    box : array of int64, shape (needs, classes, 4)
        For each class of reach the first and last column and row of cells to look at; empty where last < first.
    cell_start : array of int64; shape : array of int64 (classes, rows, columns)
        Where each cell of (group, class, row, column) begins among the rows of the grid.
    mutual_start, mutual_rows : array of int64
        By group the rows of the grid with givers of remote help.
    lines : array of uint64, shape (g, 8)
        A packed profile for each grid row, eroded by the length that all needs of the block have.
    spots : array of float, shape (g, 4)
        Point on the sphere and reach along the chord.
    offer, remote, sector, likeness, worth
        By grid row: whose it is, remote help, sector, likeness to each skill, points for reciprocity.
    need_line, need_spot, need_remote, need_sector, need_group, need_skill, need_worth
        By row of needs.
    weight : array of float, shape (6,)
        similarity, nearness, choice, unexpected, remote, plenty.
    found : array of uint64
        Room for the keys: need within the block (12 bits), offer (24), points (28).

    Returns
    -------
    (int, int)
        How many needs of the block were done before room might run short, and how many pairs were written. With none
        done, the second is the room that the first need might take.
    """
    m1, m2, m4 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
    one, two, four, nothing = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(0)
    ones, top = np.uint64(0x0101010101010101), np.uint64(56)
    language_bits, check_bits = np.uint64(0xFF << 40), np.uint64(0xFFFF << 48)
    classes, high, wide = shape[0], shape[1], shape[2]
    written = 0
    for k in range(rows.shape[0]):
        j = rows[k]
        group = need_group[j]
        far = need_remote[j]
        room = 0
        for c in range(classes):
            for cy in range(box[j, c, 2], box[j, c, 3] + 1):
                base = ((group * classes + c) * high + cy) * wide
                room += cell_start[base + box[j, c, 1] + 1] - cell_start[base + box[j, c, 0]]
        if far:
            room += mutual_start[group + 1] - mutual_start[group]
        if written + room > found.shape[0]:
            if k == 0:
                return 0, room
            return k, written
        line = need_line[j]
        asked = line[7]
        x, y, z = need_spot[j, 0], need_spot[j, 1], need_spot[j, 2]
        for c in range(classes + 1):
            mutual = c == classes  # last of all remote help, from anywhere
            first_row, last_row = 0, -1
            if not mutual:
                first_row, last_row = box[j, c, 2], box[j, c, 3]
            elif far:
                first_row, last_row = 0, 0
            for cy in range(first_row, last_row + 1):
                if mutual:
                    begin, end = mutual_start[group], mutual_start[group + 1]
                else:
                    base = ((group * classes + c) * high + cy) * wide
                    begin, end = cell_start[base + box[j, c, 0]], cell_start[base + box[j, c, 1] + 1]
                for p in range(begin, end):
                    g = p
                    if mutual:
                        g = mutual_rows[p]
                    dx, dy, dz = spots[g, 0] - x, spots[g, 1] - y, spots[g, 2] - z
                    square = dx * dx + dy * dy + dz * dz
                    reach = spots[g, 3]
                    within = square <= reach * reach
                    if within == mutual:
                        continue  # too far; or met already, among those within reach
                    has = lines[g, 7]
                    if (has & asked & language_bits) == nothing or (asked & ~has & check_bits) != nothing:
                        continue
                    common = np.int64(0)
                    for d in range(7):
                        bits = lines[g, d] & line[d]
                        bits = bits - ((bits >> one) & m1)
                        bits = (bits & m2) + ((bits >> two) & m2)
                        bits = (bits + (bits >> four)) & m4
                        common += np.int64((bits * ones) >> top)
                    if common == 0:
                        continue
                    near = 0.0
                    if within:
                        near = 1.0
                        if reach > 0:
                            near = 1.0 - np.sqrt(square) / reach
                    if far and remote[g] and near < weight[4]:
                        near = weight[4]
                    total = need_worth[j] + worth[g]
                    total = total + weight[0] * likeness[g, need_skill[j]]
                    total = total + weight[1] * near
                    choice = common / weight[5]
                    if choice > 1.0:
                        choice = 1.0
                    total = total + weight[2] * choice
                    if sector[g] >= 0 and need_sector[j] >= 0 and sector[g] != need_sector[j]:
                        total = total + weight[3]
                    points = np.uint64(np.int64(np.floor(total + 0.5)))
                    found[written] = (
                        (np.uint64(k) << np.uint64(52)) | (np.uint64(offer[g]) << np.uint64(28)) | points
                    )
                    written += 1
    return rows.shape[0], written


def bid(
    start: Any,
    offer: Any,
    value: Any,
    unit_start: Any,
    unit_need: Any,
    slot_start: Any,
    price: Any,
    holder: Any,
    edge_of: Any,
    slot_of: Any,
    waiting: Any,
    queue: int,
    eps: int,
    most: int,
) -> int:
    """Let units of needs bid for slots of offers until none is left that wants one (Bertsekas's forward auction).

    Parameters
    ----------
    start, offer, value : arrays
        The pairs by need: those of need j are ``start[j] : start[j + 1]``; whose offer, and what it is worth.
    unit_start, unit_need : arrays
        Each need is as many units as it wants helpers.
    slot_start : array
        Each offer is as many slots as it can take tasks: those of offer i are ``slot_start[i] : slot_start[i + 1]``.
    price, holder : arrays over slots
        Changed in place: what a slot costs by now, and the unit that has it (-1 for none).
    edge_of, slot_of : arrays over units
        Changed in place: the pair and the slot that a unit has (-1 for none).
    waiting : array over units; queue : int
        A stack of the units that have yet to bid, and how many they are.
    eps : int
        The least that a bid adds.
    most : int
        Bids after which to stop.

    Returns
    -------
    int
        How many bids were made; `most` where it had to stop.

    Notes
    -----
    A unit bids for the slot with the best profit (value less price), and offers as much as would leave it the profit
    of its second choice. It may stay out at a profit of 0. Two units of one need never take the same offer.
    """
    bids = 0
    while queue > 0 and bids < most:
        queue -= 1
        unit = waiting[queue]
        need = unit_need[unit]
        first_unit, last_unit = unit_start[need], unit_start[need + 1]
        several = last_unit - first_unit > 1
        best, second, best_edge, best_slot = 0, 0, -1, -1
        for edge in range(start[need], start[need + 1]):
            if value[edge] <= second:
                continue  # prices are never negative
            if several:
                taken = False
                for other in range(first_unit, last_unit):
                    if other != unit and edge_of[other] == edge:
                        taken = True
                if taken:
                    continue
            i = offer[edge]
            low, next_low, low_slot = NEVER, NEVER, -1
            for slot in range(slot_start[i], slot_start[i + 1]):
                if price[slot] < low:
                    next_low = low
                    low = price[slot]
                    low_slot = slot
                elif price[slot] < next_low:
                    next_low = price[slot]
            if low_slot < 0:
                continue
            profit = value[edge] - low
            if profit > best:
                second = best
                best, best_edge, best_slot = profit, edge, low_slot
                # The second slot of the same offer is a choice, too.
                if next_low < NEVER and value[edge] - next_low > second:
                    second = value[edge] - next_low
            elif profit > second:
                second = profit
        if best_edge < 0:
            continue
        bids += 1
        price[best_slot] += best - second + eps
        loser = holder[best_slot]
        holder[best_slot] = unit
        edge_of[unit] = best_edge
        slot_of[unit] = best_slot
        if loser >= 0:
            edge_of[loser] = -1
            slot_of[loser] = -1
            waiting[queue] = loser
            queue += 1
    return bids


def lower(price: Any, cost: Any, holder: Any) -> int:
    """Bring slots that nobody has back to what they cost at first, and return for how many that was less."""
    lowered = 0
    for slot in range(len(price)):
        if holder[slot] < 0 and price[slot] > cost[slot]:
            price[slot] = cost[slot]
            lowered += 1
    return lowered


def discontented(
    start: Any,
    offer: Any,
    value: Any,
    unit_start: Any,
    slot_start: Any,
    price: Any,
    holder: Any,
    edge_of: Any,
    slot_of: Any,
    waiting: Any,
    eps: int,
) -> int:
    """Take their slots from units that could do better by more than `eps`, and list all that want to bid again.

    Needed after prices fell, and where units of one need stood in each other's way. Parameters as in `bid`;
    changes `holder`, `edge_of`, `slot_of` and `waiting`, and returns how many units wait.
    """
    queue = 0
    for need in range(len(start) - 1):
        first_unit, last_unit = unit_start[need], unit_start[need + 1]
        best = 0
        for edge in range(start[need], start[need + 1]):
            if value[edge] <= best:
                continue
            taken = False
            for other in range(first_unit, last_unit):
                if edge_of[other] == edge:
                    taken = True
            if taken:
                continue
            i = offer[edge]
            low = NEVER
            for slot in range(slot_start[i], slot_start[i + 1]):
                if price[slot] < low:
                    low = price[slot]
            if value[edge] - low > best:
                best = value[edge] - low
        for unit in range(first_unit, last_unit):
            edge = edge_of[unit]
            if edge < 0:
                if best > 0:
                    waiting[queue] = unit
                    queue += 1
                continue
            profit = value[edge] - price[slot_of[unit]]
            # Another slot of the same offer may have become cheaper.
            i = offer[edge]
            other_way = best
            for slot in range(slot_start[i], slot_start[i + 1]):
                if slot != slot_of[unit] and value[edge] - price[slot] > other_way:
                    other_way = value[edge] - price[slot]
            if profit < other_way - eps:
                holder[slot_of[unit]] = -1
                edge_of[unit] = -1
                slot_of[unit] = -1
                waiting[queue] = unit
                queue += 1
    return queue


def profits(
    start: Any, offer: Any, value: Any, unit_start: Any, slot_start: Any, price: Any, best: Any
) -> int:
    """Add up the best profits that units could have at the given prices: the needs' side of the bound.

    `best` is room for as many numbers as the largest need has units. Other parameters as in `bid`.
    """
    total = 0
    for need in range(len(start) - 1):
        units = unit_start[need + 1] - unit_start[need]
        for unit in range(units):
            best[unit] = 0
        for edge in range(start[need], start[need + 1]):
            i = offer[edge]
            low = NEVER
            for slot in range(slot_start[i], slot_start[i + 1]):
                if price[slot] < low:
                    low = price[slot]
            profit = value[edge] - low
            for unit in range(units):
                if profit > best[unit]:
                    profit, best[unit] = best[unit], profit
        for unit in range(units):
            total += best[unit]
    return total


def claims(
    start: Any,
    offer: Any,
    value: Any,
    unit_start: Any,
    edge_of: Any,
    slot_of: Any,
    cost: Any,
    dearest: Any,
    scarcity: Any,
    claim: Any,
) -> None:
    """Find what the needs that do not have an offer would give for it, beyond its cost, at the present scarcity.

    A need would give what its pair with the offer is worth beyond the least profit of its units: what it has already
    it need not pay for again. `dearest` is the cost of the last slot of each offer; `claim`, an array over offers that
    holds noughts, is raised to the highest claim. Other parameters as in `bid`.
    """
    for need in range(len(start) - 1):
        first_unit, last_unit = unit_start[need], unit_start[need + 1]
        if first_unit == last_unit:
            continue
        least = NEVER
        for unit in range(first_unit, last_unit):
            profit = 0
            edge = edge_of[unit]
            if edge >= 0:
                profit = value[edge] - cost[slot_of[unit]] - scarcity[offer[edge]]
            if profit < least:
                least = profit
        for edge in range(start[need], start[need + 1]):
            i = offer[edge]
            if value[edge] - least - dearest[i] <= claim[i]:
                continue
            own = False
            for unit in range(first_unit, last_unit):
                if edge_of[unit] == edge:
                    own = True
            if not own:
                claim[i] = value[edge] - least - dearest[i]
