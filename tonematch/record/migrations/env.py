"""How a migration runs: on the connection it is given, in that connection's transaction."""

from alembic import context

from tonematch.record.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transaction_per_migration=False,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
