"""Parts of a page are brought to what the server says by now, without losing what a person has in hand."""

import pytest

pytestmark = pytest.mark.browser

TREES = """async () => {
    const { bring } = await import("/static/js/lib/fresh.js");
    let seed = 20261122;
    const draw = (below) => (seed = (seed * 48271) % 2147483647) % below;
    const tree = (depth) => {
        const made = document.createElement(["p", "div", "section", "li"][draw(4)]);
        if (draw(2)) made.id = "abcde"[draw(5)];
        if (draw(2)) made.dataset.said = String(draw(3));
        for (let left = draw(5); left > 0 && depth; left -= 1) made.append(draw(3) ? tree(depth - 1) : String(draw(4)));
        return made;
    };
    const wrong = [];
    for (let round = 0; round < 400; round += 1) {
        const [was, wanted] = [tree(3), tree(3)];
        const [box, target] = [document.createElement("div"), document.createElement("div")];
        box.append(was);
        target.append(wanted);
        const before = box.innerHTML;
        bring(box, target);
        if (box.innerHTML !== target.innerHTML) wrong.push([before, target.innerHTML, box.innerHTML]);
    }
    return wrong;
}"""


def test_any_part_becomes_what_the_server_says(phone):
    assert phone.page.evaluate(TREES) == []


OLD = '<p id="gone">a</p><details><summary>more</summary></details><button id="tap">Log</button>'
NEW = '<h2>new</h2><details><summary>less</summary></details><button id="tap" class="good">Done</button>'


def test_what_stays_keeps_its_element_its_focus_and_whether_it_is_open(phone):
    kept = phone.page.evaluate(
        """async ([before, after]) => {
        const { bring } = await import("/static/js/lib/fresh.js");
        const page = (html) => Object.assign(document.createElement("div"), { innerHTML: html });
        const box = page(before);
        document.querySelector("main").append(box);
        const [button, details] = box.querySelectorAll("button, details").values().toArray().reverse();
        button.focus();
        details.open = true;
        bring(box, page(after));
        const same = box.querySelector("details") === details;
        return [document.activeElement === button, same, details.open, box.innerHTML];
    }""",
        [OLD, NEW],
    )
    assert kept == [True, True, True, NEW.replace("<details>", '<details open="">')]
