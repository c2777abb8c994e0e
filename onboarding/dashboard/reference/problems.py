"""Every code an error answer can carry, with what it means and what helps; a test compares it with the code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemCode:
    """A `code` of problem+json. Codes are stable; texts may change."""

    status: int
    code: str
    meaning: str
    remedy: str


@dataclass(frozen=True)
class Rejection:
    """Why one event of a batch was not taken; its neighbours were."""

    code: str
    meaning: str


PROBLEMS = (
    ProblemCode(400, "bad_request", "The request could not be read.", "Send it as the operation describes."),
    ProblemCode(400, "body_incomplete", "The body ended before its Content-Length.", "Send it again, whole."),
    ProblemCode(400, "gzip_invalid", "The body is not valid gzip.", "Compress it as one member, or not at all."),
    ProblemCode(400, "http_malformed", "The request is not valid HTTP.", "Use an HTTP library."),
    ProblemCode(400, "json_invalid", "The body is not JSON by RFC 8259 in UTF-8.", "`detail` says where it breaks."),
    ProblemCode(401, "key_unknown", "`key` is no public key.", "Copy the environment's `pk_…` key."),
    ProblemCode(401, "secret_key_required", "No secret key was sent.", "Send `Authorization: Bearer sk_…`."),
    ProblemCode(401, "token_invalid", "The identity token was refused.", "`detail` says why; mint a new one."),
    ProblemCode(
        401,
        "token_required",
        "The environment takes a known user only with an identity token.",
        "Mint one on your backend and hand it to the widget.",
    ),
    ProblemCode(403, "cross_origin", "Another site sent a dashboard form.", "Use the dashboard's own pages."),
    ProblemCode(403, "no_workspace", "The login belongs to no workspace.", "Ask an admin to add you to one."),
    ProblemCode(
        403,
        "origin_refused",
        "The page's origin is not among the environment's allowed origins.",
        "Add the origin to the environment.",
    ),
    ProblemCode(403, "role_missing", "The login's role may not do this.", "Ask an admin of the workspace."),
    ProblemCode(404, "article_unknown", "There is no such article, or not for this user.", "Search for it."),
    ProblemCode(404, "not_found", "There is nothing at this address, or it is not yours.", "Check key and path."),
    ProblemCode(404, "ticket_unknown", "There is no such ticket.", "Take its id from the list of tickets."),
    ProblemCode(404, "user_unknown", "There is no user with this id.", "Create them with `POST /v1/users/{id}`."),
    ProblemCode(405, "method_not_allowed", "The address does not take this method.", "`Allow` lists those it takes."),
    ProblemCode(408, "request_timeout", "The request took too long to arrive.", "Send it again."),
    ProblemCode(409, "outdated", "Somebody else has saved the text since.", "Open it again and look at what changed."),
    ProblemCode(409, "request_id_taken", "Another user's request has this id.", "Make a new UUIDv7 per request."),
    ProblemCode(413, "body_too_large", "The body is larger than the operation takes.", "Send smaller batches."),
    ProblemCode(413, "request_entity_too_large", "The form is larger than the server takes.", "Send less."),
    ProblemCode(414, "uri_too_long", "The address is too long.", "Shorten the query."),
    ProblemCode(415, "encoding_unknown", "The Content-Encoding is unknown.", "Use gzip, or none."),
    ProblemCode(415, "unsupported_media_type", "The body's type is unknown.", "Send JSON."),
    ProblemCode(417, "expectation_failed", "The Expect header cannot be met.", "Leave it out."),
    ProblemCode(422, "invalid", "The request does not fit its schema.", "`errors` points at each fault."),
    ProblemCode(422, "user_missing", "Neither a token nor an anonymous id was sent.", "Send one of them."),
    ProblemCode(429, "too_many_requests", "A rate limit was reached.", "Wait as long as `Retry-After` says."),
    ProblemCode(431, "headers_too_large", "The headers are too large.", "Send fewer or shorter ones."),
    ProblemCode(500, "internal", "Something went wrong on our side.", "Report `request_id`; try again later."),
    ProblemCode(501, "transfer_coding_unknown", "The transfer coding is unknown.", "Use chunked, or none."),
    ProblemCode(503, "busy", "Too many people are signing in at this moment.", "Try again in a second."),
    ProblemCode(503, "search_unavailable", "The search index cannot be read.", "Try again; it is being rebuilt."),
    ProblemCode(503, "unavailable", "The database did not answer.", "Send it again, with the same ids."),
)

REJECTIONS = (
    Rejection("article_unknown", "There is no such article, or not for this user."),
    Rejection("content_unknown", "No checklist or tour of that key is live."),
    Rejection("event_invalid", "It is not a JSON object."),
    Rejection("event_too_deep", "Its objects and lists are nested too deeply."),
    Rejection("event_too_large", "It is larger than 8 KB."),
    Rejection("field_invalid", "A field's value does not fit; `pointer` names it."),
    Rejection("field_missing", "A field this event needs is missing; `pointer` names it."),
    Rejection("field_unknown", "No event has this field."),
    Rejection("id_invalid", "The id is not a UUIDv7."),
    Rejection("integer_too_long", "An integer has more than 64 bits; `pointer` leads to it."),
    Rejection("name_invalid", "The name is missing or too long."),
    Rejection("nul_refused", "A text or the name of a field holds NUL; `pointer` leads to it."),
    Rejection("step_unknown", "The tour never had this step."),
    Rejection("task_not_manual", "The task cannot be completed in this way."),
    Rejection("task_unknown", "The checklist never had this task."),
    Rejection("time_invalid", "`occurred_at` is not an RFC 3339 moment."),
)
