"""An area that gets another code by law stays the same ground, and keeps its strength.

Revision ID: r0022_grounds
Revises: r0029_places_of_documents
"""

import sqlalchemy as sa
from alembic import op

revision = "r0022_grounds"
down_revision = "r0029_places_of_documents"
branch_labels = None
depends_on = None


_GROUND = sa.String(length=36, collation="C")
_OF_TAMBONS = sa.text("organization_id IS NULL")
# Codes that areas got by orders before this column was there, in the order of the orders.
_GO_ON = """
    DO $$
    DECLARE went record;
    BEGIN
        FOR went IN
            SELECT p.key AS code, p.value AS source, c.effective_on FROM area_changes c
            CROSS JOIN jsonb_each_text(c.steps -> 'opened') p
            WHERE c.steps -> 'ended' ->> p.value = p.key ORDER BY c.created_at
        LOOP
            UPDATE areas n SET ground = o.ground FROM areas o
            WHERE n.code = went.code AND o.code = went.source;
            UPDATE area_versions n SET ground = o.ground FROM areas o
            WHERE n.code = went.code AND o.code = went.source AND n.valid_from >= went.effective_on;
        END LOOP;
    END $$
"""
_LATEST = """
    INSERT INTO strength_spans (assessment_id, ground, level, starts_on, ends_on)
    SELECT id, ground, level, assessed_on, lead(assessed_on) OVER (PARTITION BY ground ORDER BY assessed_on)
    FROM (
        SELECT DISTINCT ON (ground, assessed_on) id, ground, level, assessed_on FROM strength_assessments
        WHERE organization_id IS NULL AND withdrawn_at IS NULL ORDER BY ground, assessed_on, id DESC
    ) told
"""


def upgrade() -> None:
    """Bring the schema forward."""
    for table in ("areas", "area_versions"):
        op.add_column(table, sa.Column("ground", _GROUND, nullable=True))
        op.execute(f"UPDATE {table} SET ground = code")  # noqa: S608 - our own constants
    op.execute(_GO_ON)
    for table in ("areas", "area_versions"):
        op.alter_column(table, "ground", nullable=False)
    op.create_index("ix_areas_ground", "areas", ["ground"])
    op.add_column("strength_assessments", sa.Column("ground", _GROUND, nullable=True))
    op.execute(
        "UPDATE strength_assessments s SET ground = a.ground FROM areas a"
        " WHERE a.code = s.area_code AND s.organization_id IS NULL"
    )
    op.create_index(
        "ix_strength_assessments_ground",
        "strength_assessments",
        ["ground"],
        postgresql_where=_OF_TAMBONS,
    )
    _spans()


def _spans() -> None:
    """Key the spans by ground; they follow from the assessments, so those of tambons are made anew."""
    for name in ("tambon", "level"):
        op.drop_index(f"ix_strength_spans_{name}", "strength_spans")
    op.drop_column("strength_spans", "area_code")
    op.add_column("strength_spans", sa.Column("ground", _GROUND, nullable=True))
    op.execute("DELETE FROM strength_spans WHERE organization_id IS NULL")
    op.execute(_LATEST)
    for name, *columns in (
        ("tambon", "ground", "starts_on", "ends_on", "level"),
        ("level", "level", "ground", "starts_on", "ends_on"),
    ):
        op.create_index(
            f"ix_strength_spans_{name}", "strength_spans", columns, postgresql_where=_OF_TAMBONS
        )
