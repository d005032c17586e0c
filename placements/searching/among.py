"""``pk__among=ids``: one of many values as a single parameter.

``__in`` writes a place for each value; with hundreds of them that takes longer than the search.
"""

import json

from django.db.models import BigAutoField, CharField, Lookup


@BigAutoField.register_lookup
@CharField.register_lookup
class Among(Lookup):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        values = json.dumps(list(self.rhs))
        # The name of the column is Django's own, the values are a parameter.
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, values]  # noqa: S608

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]
