"""Pages of knowledge products: make and edit one on the workbench, read a shared one, as page, Word or PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.follow_up import actions, product_files, queries
from kennismakelaar.follow_up.forms import ProductForm
from kennismakelaar.organizations import api as organizations

FORMATS = {
    "docx": (
        product_files.as_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (product_files.as_pdf, "application/pdf"),
}


@login_required
@require_POST
def draft(request: HttpRequest, session: int) -> HttpResponse:
    """Compose the page of a session, or compose its draft anew."""
    require(request.user, Right.FOLLOW_UP)
    found = queries.session_with(session)
    if found is None:
        raise Http404
    made = actions.draft_product(found, by=request.user, at=timezone.now())
    messages.success(
        request, _("Put together from the words of the session. Read it, and change what you like.")
    )
    return redirect("follow_up:edit_product", made.pk)


@login_required
def products(request: HttpRequest) -> HttpResponse:
    """All pages of sessions, and the sessions that have none yet."""
    require(request.user, Right.FOLLOW_UP)
    context = {"products": queries.products(), "without": queries.sessions_without_product()}
    return render(request, "follow_up/products.html", context)


@login_required
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Read and change a page before it is shared."""
    require(request.user, Right.FOLLOW_UP)
    found = _found(key)
    names = ("title", "said", "needed", "exists", "follows")
    form = ProductForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.edit_product(
            found, actions.ProductText(**form.cleaned_data), by=request.user, at=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("follow_up:edit_product", key)
    return render(request, "follow_up/edit_product.html", {"product": found, "form": form})


@login_required
@require_POST
def share(request: HttpRequest, key: int) -> HttpResponse:
    """Make a page public and tell who took part."""
    found = _found(key)
    tokens = actions.share_product(found, by=request.user, at=timezone.now())
    names = organizations.names_of(tokens)
    links = [
        (names[code], request.build_absolute_uri(f"/terugkoppeling/{token}"))
        for code, token in tokens.items()
    ]
    return render(request, "follow_up/links.html", {"follow_up": found.reply, "links": links})


def product(request: HttpRequest, key: int) -> HttpResponse:
    """One session on a page. Everybody may read what was shared without anybody's words; an adviser reads all."""
    found = _readable(request, key)
    context = {
        "product": found,
        "under": product_files.under_title(found),
        "parts": product_files.parts_of(found, quotes=may(request.user, Right.FOLLOW_UP)),
    }
    return render(request, "follow_up/product.html", context)


def product_file(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """The same as a file."""
    if ending not in FORMATS:
        raise Http404
    found = _readable(request, key)
    write, kind = FORMATS[ending]
    headers = {"Content-Disposition": f'attachment; filename="kennisproduct-{key}.{ending}"'}
    return HttpResponse(
        write(found, quotes=may(request.user, Right.FOLLOW_UP)), content_type=kind, headers=headers
    )


def _readable(request: HttpRequest, key: int) -> queries.KnowledgeProduct:
    found = _found(key)
    if not found.shared_on and not may(request.user, Right.FOLLOW_UP):
        raise Http404
    return found


def _found(key: int) -> queries.KnowledgeProduct:
    found = queries.product_with(key)
    if found is None:
        raise Http404
    return found
