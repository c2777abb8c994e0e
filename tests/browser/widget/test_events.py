"""What the user did reaches the server: through broken networks, reloads and closed tabs."""

from __future__ import annotations

from tests.browser.widget.backend import Backend
from tests.browser.widget.conftest import Eventually, Widget


def test_events_of_a_page_that_is_left_arrive(widget: Widget, backend: Backend, eventually: Eventually) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.track('saved')")
    widget.page.goto("about:blank")
    eventually(lambda: "saved" in backend.names)


def test_events_wait_for_the_network_and_arrive_once(widget: Widget, backend: Backend, eventually: Eventually) -> None:
    widget.visit()
    eventually(lambda: "page_viewed" in backend.names)
    widget.page.context.set_offline(True)
    widget.page.evaluate("Promise.all([Handrail.track('first'), Handrail.track('second')])")
    widget.page.context.set_offline(False)
    eventually(lambda: {"first", "second"} <= set(backend.names))
    assert backend.names.count("first") == 1


def test_refused_batch_is_sent_again_with_the_same_ids(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    eventually(lambda: "page_viewed" in backend.names)
    backend.failures = [503]
    widget.page.evaluate("void Handrail.track('saved')")
    eventually(lambda: [event["name"] for event in backend.events].count("saved") == 2)
    first, second = (event["id"] for event in backend.events if event["name"] == "saved")
    assert first == second


def test_events_left_by_a_closed_tab_are_sent_by_the_next(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    eventually(lambda: "page_viewed" in backend.names)
    backend.deaf = 503
    widget.page.evaluate("Handrail.track('saved')")
    second = Widget(widget.page.context.new_page(), widget.product)
    widget.page.close()
    backend.deaf = 0
    second.visit()
    eventually(lambda: "saved" in backend.names)


def test_events_refused_for_an_expired_token_are_sent_by_the_next_page(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    refused = """addEventListener('handrail:refused', ({ detail }) => (window.refused = detail.status))"""
    widget.visit()
    eventually(lambda: "page_viewed" in backend.names)
    widget.page.evaluate(refused)
    backend.deaf = 401
    widget.page.evaluate("Handrail.track('saved')")
    eventually(lambda: bool(widget.page.evaluate("window.refused === 401")))
    backend.deaf = 0
    widget.visit()
    eventually(lambda: "saved" in backend.names)


def test_half_an_emoji_is_no_reason_to_refuse_an_event(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.track('note', { text: 'a smile 😀'.slice(0, 9) })")
    eventually(lambda: "note" in backend.names)
    assert [event["properties"] for event in backend.events if event["name"] == "note"] == [{"text": "a smile \ufffd"}]


def test_batches_with_a_long_token_leave_with_the_page(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    backend.attributes += f' data-token="{"t" * 8_000}"'
    widget.visit()
    eventually(lambda: "page_viewed" in backend.names)
    track = "for (let n = 0; n < 40; n++) void Handrail.track('big' + n, { text: 'x'.repeat(1_300) })"
    widget.page.evaluate(track)
    widget.page.goto("about:blank")
    eventually(lambda: "big0" in backend.names)
    widget.visit()
    eventually(lambda: {f"big{n}" for n in range(40)} <= set(backend.names))


def test_request_and_events_tell_of_the_same_help_session(
    widget: Widget, backend: Backend, eventually: Eventually
) -> None:
    widget.visit()
    widget.open()
    widget.search.fill("bank connection failed")
    widget.panel.locator(".view").get_by_role("button", name="Contact us").click()
    widget.panel.get_by_label("Your e-mail address").fill("ada@example.com")
    widget.panel.get_by_role("button", name="Send").click()
    eventually(lambda: any(path == "/v1/requests" for path, _ in backend.calls) and "contact_opened" in backend.names)
    request = next(body for path, body in backend.calls if path == "/v1/requests")
    about_help = [event for event in backend.events if "help_session" in event]
    assert {event["help_session"] for event in about_help} == {request["help_session"]}
    assert request["search"] == "sea_bank connection failed"
    assert [event["name"] for event in about_help] == ["help_opened", "search_settled", "contact_opened"]


def test_reset_leaves_nothing_of_the_user_behind(widget: Widget, backend: Backend, eventually: Eventually) -> None:
    widget.visit()
    widget.page.evaluate("void Handrail.open('contact')")
    widget.panel.get_by_label("Your message").fill("A secret")
    before = widget.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "A secret" in before
    widget.page.evaluate("void Handrail.reset()")
    eventually(lambda: [path for path, _ in backend.calls].count("/v1/boot") == 2)
    first, second = (body["anonymous_id"] for path, body in backend.calls if path == "/v1/boot")
    after = widget.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "A secret" not in after
    assert first not in after
    assert first != second
