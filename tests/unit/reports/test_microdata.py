"""Invented rows: the budget adds up, the noise is what it costs, and nothing but declared values comes out."""

import math

import numpy as np
import opendp.prelude as dp
import pytest
from opendp.mod import OpenDPException

from safetynet.kernel.faults import Fault
from safetynet.kernel.suppression import SMALLEST_TOLD, suppress
from safetynet.reports.rules.microdata.beside import BESIDES, Beside, Cell, counts_of, put_beside
from safetynet.reports.rules.microdata.budget import check_epsilon, epsilon_of, noise_for, rho_of
from safetynet.reports.rules.microdata.documents import FIRST, Account, rows_of
from safetynet.reports.rules.microdata.inventing import draw, model_of
from safetynet.reports.rules.microdata.limits import DEFAULT_EPSILON, DELTA, PLACES, TOTAL_EPSILON, TOTAL_RHO
from safetynet.reports.rules.microdata.measuring import Codes, counted, counting, measure
from safetynet.reports.rules.microdata.schema import FACTORS, MOST_BANDS, Schema, schema_of
from safetynet.reports.rules.telling import FORMULA_SIGNS

SCHEMA = schema_of(2011, 2015)
PLENTY = 1e9
"""A budget with which there is no noise worth speaking of."""


def youths(number: int, seed: int = 1, schema: Schema = SCHEMA) -> Codes:
    """Invented youths whose columns go together through something that no column says."""
    chance = np.random.default_rng(seed)
    hidden = chance.normal(size=number)
    rows = np.zeros((number, len(schema.sizes)), dtype=np.uint8)
    for place, size in enumerate(schema.sizes):
        steps = np.linspace(-0.8, 0.8, size - 1) if size > 2 else np.array([0.4])
        rows[:, place] = np.searchsorted(steps, 0.7 * hidden + 0.7 * chance.normal(size=number))
    return rows


def invented(real: Codes, rho: float, schema: Schema = SCHEMA) -> Codes:
    """Rows made from these youths at this cost."""
    return draw(model_of(measure(real, schema, rho), schema), schema, np.random.default_rng())


def apart(first: Codes, second: Codes, keys: tuple[str, ...]) -> float:
    """Total variation distance of two sets of rows in some columns."""
    shares = [np.array(counts_of(rows, keys, SCHEMA)) / max(1, len(rows)) for rows in (first, second)]
    return float(np.abs(shares[0] - shares[1]).sum() / 2)


def test_the_tree_reaches_every_column_once() -> None:
    reached = {SCHEMA.edges[0][0]}
    for parent, child in SCHEMA.edges:
        assert parent in reached
        assert child not in reached
        reached.add(child)
    assert reached == {attribute.key for attribute in SCHEMA.attributes}
    assert {factor.lower() for factor in FACTORS} < reached
    assert not {tuple(sorted(pair)) for pair in BESIDES} & {tuple(sorted(edge)) for edge in SCHEMA.edges}


@pytest.mark.parametrize(
    ("first", "last", "bands"), [(2015, 2015, 1), (2011, 2015, 5), (2011, 2018, 8), (2011, 2026, 8), (2000, 2026, 7)]
)
def test_years_are_those_asked_for_in_few_bands(first: int, last: int, bands: int) -> None:
    years = schema_of(first, last).attributes[0]
    assert len(years.values) == bands <= MOST_BANDS
    assert (years.values[0][:4], years.values[-1][-4:]) == (str(first), str(last))
    with pytest.raises(ValueError, match="before it begins"):
        schema_of(last + 1, first)


def test_nothing_declared_looks_like_a_formula() -> None:
    values = [value for attribute in SCHEMA.attributes for value in attribute.values]
    assert not [value for value in values if value.startswith(FORMULA_SIGNS)]


def test_rho_and_epsilon_say_the_same() -> None:
    for epsilon in (0.01, 0.5, DEFAULT_EPSILON, TOTAL_EPSILON):
        rho = rho_of(epsilon)
        assert epsilon_of(rho) <= epsilon < epsilon_of(rho + 10 ** -(PLACES - 3)) + 1e-6
    known = rho_of(1.0) + 2 * math.sqrt(rho_of(1.0) * math.log(1 / DELTA))  # Bun and Steinke 2016: always enough
    assert 1.0 <= known < 1.2
    assert rho_of(TOTAL_EPSILON) - 0.001 < TOTAL_RHO <= rho_of(TOTAL_EPSILON)


@pytest.mark.parametrize("epsilon", [0.0, -1.0, 0.009, 2.01, math.inf, math.nan])
def test_an_epsilon_that_cannot_be_is_a_fault(epsilon: float) -> None:
    with pytest.raises(Fault, match=r"from 0\.01 to 2"):
        check_epsilon(epsilon)


def test_opendp_adds_up_the_edges_and_they_use_the_budget() -> None:
    for rho in (rho_of(0.01), rho_of(1.0), rho_of(2.0), 5.0):
        measured = measure(youths(50), SCHEMA, rho)
        assert rho * (1 - 1e-6) < measured.rho <= rho
        assert len(measured.marginals) == len(SCHEMA.edges) == len(SCHEMA.attributes) - 1


def test_opendp_refuses_beyond_the_budget() -> None:
    """The filter that measuring uses: what fits is answered, what would exceed it is not."""
    rows = dp.user_domain("rows", lambda _rows: True)
    table = dp.t.make_user_transformation(
        rows, dp.symmetric_distance(), dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float),
        counting((0, 1), SCHEMA), float,
    )  # fmt: skip
    noisy = table >> noise_for(0.3)
    composed = dp.c.make_fully_adaptive_composition(rows, dp.symmetric_distance(), dp.zero_concentrated_divergence())
    account = dp.c.make_privacy_filter(composed, d_in=1, d_out=1.0)(youths(10))
    for _ in range(3):
        account(noisy)
    with pytest.raises(OpenDPException, match="exceed privacy budget"):
        account(noisy)


def test_the_noise_is_what_the_budget_says() -> None:
    """Mean and variance of 2,000 noisy empty tables, each within six standard errors of what they must be."""
    rho, runs = 0.02, 2000
    noisy = counted(SCHEMA.pairs[0], SCHEMA) >> noise_for(rho)
    assert rho * (1 - 1e-6) < noisy.map(1) <= rho
    assert noisy.map(2) > 3.9 * rho
    empty = youths(0)
    found = np.array([noisy(empty) for _ in range(runs)]).ravel()
    variance = 1 / (2 * rho)
    assert abs(found.mean()) < 6 * math.sqrt(variance / len(found))
    assert abs(found.var() - variance) < 6 * variance * math.sqrt(2 / len(found))
    assert (found == found.round()).all()


def test_noise_is_shared_out_among_the_edges() -> None:
    """Each edge has its equal share of the cost: the deviation told is that of the counts."""
    rho = rho_of(1.0)
    measured = [measure(youths(0), SCHEMA, rho) for _ in range(12)]
    wanted = math.sqrt(len(SCHEMA.edges) / (2 * rho))
    assert all(abs(one.deviation - wanted) < 1e-3 for each in measured for one in each.marginals)
    found = np.concatenate([one.counts.ravel() for each in measured for one in each.marginals])
    assert abs(found.var() - wanted**2) < 6 * wanted**2 * math.sqrt(2 / len(found))


def test_one_youth_changes_one_count_of_each_table_by_one() -> None:
    """The sensitivity that is declared to OpenDP, of every table and every youth of a small record."""
    rows = youths(40)
    for pair in SCHEMA.pairs:
        count = counting(pair, SCHEMA)
        whole = np.array(count(rows))
        assert whole.sum() == len(rows)
        for youth in range(len(rows)):
            changed = np.abs(whole - np.array(count(np.delete(rows, youth, axis=0))))
            assert changed.sum() == changed.max() == 1
        assert counted(pair, SCHEMA).map(3) == 3.0


def test_what_is_not_declared_is_not_counted() -> None:
    rows = youths(3)
    rows[1, 2] = SCHEMA.sizes[2]
    with pytest.raises(ValueError, match="does not declare"):
        measure(rows, SCHEMA, 1.0)
    with pytest.raises(ValueError, match="does not declare"):
        measure(rows[:, :5], SCHEMA, 1.0)


@pytest.mark.parametrize("number", [0, 1, 30, 482])
def test_only_declared_values_come_out_whatever_goes_in(number: int) -> None:
    """Also of nobody: with noise alone there are still rows, and nothing says that there was nobody."""
    for rho in (rho_of(0.05), rho_of(1.0), PLENTY):
        rows = invented(youths(number), rho)
        assert (rows < np.array(SCHEMA.sizes)).all()
        lines = list(rows_of(rows, SCHEMA))
        assert lines[0][0] == FIRST
        assert len(lines) == len(rows) + 1
        assert all(
            value in attribute.values for line in lines[1:20] for value, attribute in zip(line[1:], SCHEMA.attributes, strict=True)
        )


def test_with_plenty_of_budget_the_margins_are_the_real_ones_with_hardly_any_they_are_not() -> None:
    real = youths(3000)
    close, far = invented(real, PLENTY), invented(real, rho_of(0.01))
    assert abs(len(close) - len(real)) <= 1
    singles = [(attribute.key,) for attribute in SCHEMA.attributes]
    assert max(apart(close, real, keys) for keys in singles) < 0.005
    assert max(apart(close, real, keys) for keys in SCHEMA.edges) < 0.01
    assert max(apart(far, real, keys) for keys in singles) > 0.1


def test_pairs_of_the_tree_go_together_as_they_do_in_the_record() -> None:
    """Not a toy: rows drawn column by column would miss what the edges hold."""
    real = youths(20000)
    rows = invented(real, rho_of(1.0))
    alone = rows.copy()
    chance = np.random.default_rng(3)
    for place in range(alone.shape[1]):
        alone[:, place] = chance.permutation(alone[:, place])
    kept, lost = (np.mean([apart(each, real, edge) for edge in SCHEMA.edges]) for each in (rows, alone))
    assert kept < 0.02
    assert lost > 5 * kept


def test_the_same_youths_give_other_rows_each_time() -> None:
    real = youths(482)
    first, second = (invented(real, rho_of(1.0)) for _ in range(2))
    assert first.shape != second.shape or (first != second).any()


def test_real_counts_beside_are_withheld_where_they_are_small() -> None:
    real = youths(120)
    tables = put_beside(invented(real, 1.0), real, SCHEMA)
    assert [table.keys for table in tables][: len(SCHEMA.attributes)] == [(attribute.key,) for attribute in SCHEMA.attributes]
    for table in tables:
        theirs = counts_of(real, table.keys, SCHEMA)
        told = [cell.real for cell in table.cells]
        small = any(0 < count < SMALLEST_TOLD for count in theirs)
        assert told == (suppress(theirs) if len(table.keys) == 1 else [None] * len(theirs) if small else theirs)
    assert any(not table.whole for table in tables)
    assert any(cell.real is not None for table in tables if len(table.keys) == 2 for cell in table.cells)


def test_the_distance_is_taken_from_what_is_told_and_from_nothing_else() -> None:
    def beside(*counts: tuple[int, int | None]) -> Beside:
        return Beside(("class",), tuple(Cell((str(at),), *each) for at, each in enumerate(counts)), measured=True)

    assert beside((30, 30), (10, 10)).distance == 0.0
    assert beside((40, 20), (0, 20)).distance == 0.5
    assert beside((40, 20), (0, 20), (999, None)).distance == 0.5
    assert beside((0, 20), (0, 20)).distance == 1.0
    assert beside((5, None), (7, 20)).distance is None
    assert beside((5, 0), (7, 0)).distance is None


def test_the_account_says_what_is_left() -> None:
    first = Account(1.0, rho_of(1.0), rho_of(1.0))
    assert "epsilon 1.00 of 2; one more of up to 1.68 is possible" in first.words
    assert Account(1.0, rho_of(1.0), TOTAL_RHO).left == 0.0
    assert "up to 0.00" in Account(1.0, rho_of(1.0), TOTAL_RHO).words
