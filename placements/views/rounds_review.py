"""Looking at what was proposed: by pupil, by date, who has none; lock, move, publish."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from placements import explain
from placements.models import Placement, Round
from placements.permissions import coordinates_round
from placements.queries import mentors_of
from placements.review_board import Board
from placements.rounds import steps
from placements.services import review
from placements.services.late_places import place_late
from placements.services.publishing import PublishRefused, publish_round
from placements.views.rounds import coordinated_round
from portal.core.workflow import TransitionNotAllowed
from schools.models import Student

PER_PAGE = 40
TABS = ("leerlingen", "data", "zonder", "let-op")


def round_review(request, pk):
    round_ = coordinated_round(request, pk)
    board = Board(round_)
    show = request.GET.get("toon", "")
    show = show if show in TABS else TABS[0]
    group = request.GET.get("groep", "")
    rows = {
        "leerlingen": lambda: _of_group(board.placements, group),
        "data": lambda: board.dates,
        "zonder": lambda: _of_group(board.unplaced, group),
        "let-op": lambda: board.needing_attention,
    }[show]()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    _explain(board, show, page)
    context = {
        **_board_context(board),
        "steps": steps(round_, here=4),
        "show": show,
        "page_obj": page,
        "group": group,
        "groups": round_.groups.all(),
        "mentors": mentors_of(Student.objects.filter(base_group__in=round_.groups.all())).count(),
    }
    return render(request, "placements/round_review.html", context)


@require_POST
def placement_lock(request, pk):
    """Lock or unlock with one tap; ``vast`` says what it should become."""
    placement = _placement(request, pk)
    act = review.lock_placement if request.POST.get("vast") else review.unlock_placement
    try:
        act(placement, by=request.user)
    except review.ReviewRefused as refused:
        messages.error(request, str(refused))
        if request.htmx:
            return _reload(placement)
    if not request.htmx:
        return redirect(_back(placement))
    board = Board(placement.round)
    shown = [p for p in board.placements if p.pk == placement.pk]
    _explain(board, TABS[0], shown)
    context = {**_board_context(board), "placement": shown[0], "swap": True}
    return render(request, "placements/_round_place_row.html", context)


def placement_move(request, pk):
    placement = _placement(request, pk)
    student = placement.student

    def act(session_id, confirmed):
        review.move_placement(placement, session_id, by=request.user, confirmed=confirmed)

    return _choose_date(request, placement.round, student, act, placement)


def placement_add(request, pk, student_pk):
    """A place by hand for a pupil who has none."""
    round_ = coordinated_round(request, pk)
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=student_pk)

    place = place_late if round_.state == Round.State.PUBLISHED else review.place_by_hand

    def act(session_id, confirmed):
        place(round_, student, session_id, by=request.user, confirmed=confirmed)

    return _choose_date(request, round_, student, act)


@require_POST
def placement_remove(request, pk):
    placement = _placement(request, pk)
    try:
        review.remove_placement(placement, by=request.user)
    except review.ReviewRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The place is taken away. The pupil is now without a place."))
    return redirect("placements:round-review", placement.round_id)


@require_POST
def round_publish(request, pk):
    round_ = coordinated_round(request, pk)
    try:
        count = publish_round(round_, by=request.user)
    except (PublishRefused, TransitionNotAllowed) as refused:
        messages.error(request, str(refused))
        return redirect("placements:round-review", pk)
    text = ngettext(
        "%(n)s place is published. Everybody has been told.",
        "%(n)s places are published. Everybody has been told.",
        count,
    )
    messages.success(request, text % {"n": count})
    return redirect("placements:round-review", pk)


def _choose_date(request, round_, student, act, placement=None):
    """Show the dates; on POST try one, and ask once more when there is something to overrule."""
    warnings, chosen = [], _number(request.POST.get("session"))
    if request.method == "POST" and chosen is None:
        messages.error(request, _("Choose a date."))
    elif request.method == "POST":
        try:
            act(chosen, bool(request.POST.get("toch")))
        except review.ReviewRefused as refused:
            messages.error(request, str(refused))
        except review.NeedsConfirmation as asked:
            warnings = [review.warning_text(code) for code in asked.warnings]
        else:
            told = round_.state == Round.State.PUBLISHED
            messages.success(
                request, _("Done. All have been told.") if told else _("Done. The place is locked.")
            )
            return redirect("placements:round-review", round_.pk)
    rows = review.choices(round_, student, placement)
    dates = {row.session.pk: row for row in Board(round_).dates}
    context = {
        "round": round_,
        "student": student,
        "placement": placement,
        "possible": [_choice_line(row, dates) for row in rows if not row.refused],
        "blocked": [_choice_line(row, dates) for row in rows if row.refused],
        "chosen": chosen,
        "warnings": warnings,
    }
    return render(request, "placements/round_move.html", context)


def _choice_line(choice, dates) -> dict:
    return {
        "choice": choice,
        "row": dates[choice.session_id],
        "refused": review.refusal_text(choice.refused) if choice.refused else "",
        "warnings": [review.warning_text(code) for code in choice.warnings],
    }


def _board_context(board: Board) -> dict:
    return {"round": board.round, "board": board, "figures": board.figures}


def _explain(board: Board, show: str, rows) -> None:
    """Give each row on the page its words."""
    rows = list(rows)
    if show == "data":
        return
    titles = explain.titles_for(rows)
    for row in rows:
        if show == "zonder":
            row.why = explain.unplaced_for_staff(row, titles)
            row.next = explain.next_step(row, published=not board.editable)
            row.next_url = _next_url(board, row)
        else:
            row.why = explain.for_staff(row, titles)
            row.remarks = board.attention.get(row.pk, [])


def _next_url(board: Board, row) -> str:
    if board.round.state == Round.State.FINISHED:
        return reverse("placements:student-file", args=[row.student_id])
    if board.round.state == Round.State.PUBLISHED:
        return reverse("placements:placement-add", args=[row.round_id, row.student_id])
    return {
        "wishes": reverse("placements:round-wish-entry", args=[row.round_id, row.student_id]),
        "dates": reverse("placements:round-sessions", args=[row.round_id]),
        "place": reverse("placements:placement-add", args=[row.round_id, row.student_id]),
    }[row.next.action]


def _of_group(rows, group: str) -> list:
    return [row for row in rows if not group or str(row.student.base_group_id) == group]


def _placement(request, pk) -> Placement:
    places = Placement.objects.visible_to(request.user).current()
    placement = get_object_or_404(places.select_related("round__school", "student"), pk=pk)
    if not coordinates_round(request.user, placement.round):
        raise PermissionDenied
    return placement


def _back(placement: Placement) -> str:
    url = reverse("placements:round-review", args=[placement.round_id])
    return f"{url}#plek-{placement.pk}"


def _reload(placement: Placement):
    response = redirect(_back(placement))
    response.status_code = 200
    response["HX-Redirect"] = response["Location"]
    return response


def _number(value) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() else None
