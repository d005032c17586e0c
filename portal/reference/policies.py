"""Rights in the back office that differ from Wagtail's usual ones."""

from wagtail.permission_policies import ModelPermissionPolicy


class EditOnlyPolicy(ModelPermissionPolicy):
    """For the one row that is there and stays there."""

    def user_has_permission(self, user, action):
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)
