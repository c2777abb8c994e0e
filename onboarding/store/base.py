"""The declarative base of all tables and the Flask-SQLAlchemy session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, MetaData
from sqlalchemy.orm import DeclarativeBase

from onboarding.store.types import Instant, Json

# Constraint names are spelled out so that migrations can drop them on either database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; says how annotations become columns."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        int: BigInteger,
        datetime: Instant,
        dict[str, Any]: Json,
        list[str]: Json,
    }


# A session that writes joins the connection it is given; the connection's owner commits (see store.transaction).
db = SQLAlchemy(metadata=Base.metadata, session_options={"join_transaction_mode": "rollback_only"})
