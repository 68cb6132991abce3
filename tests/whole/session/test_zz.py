import pytest
from tests.whole.session.test_speed import *
pytestmark = pytest.mark.browser
def test_x(open_gym):
    gym=open_gym()
    gym.last_week(*[lift() for _ in range(8)])
    gym.train(*[lift(block=place // 8, exercise=slug) for place, slug in enumerate(["deadlift"] * 8 + ["squat"] * 8)])
    gym.page.evaluate(WATCH)
    slow = gym.context.new_cdp_session(gym.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    slow.send("Profiler.enable"); slow.send("Profiler.setSamplingInterval", {"interval": 200}); slow.send("Profiler.start")
    for number in range(12):
        gym.tick(number).tap(); expect(gym.row(number)).to_have_attribute("data-done", "")
        gym.page.wait_for_timeout(300)
    prof = slow.send("Profiler.stop")["profile"]
    print(gym.page.evaluate("window.took"))
    nodes={n["id"]:n for n in prof["nodes"]}
    from collections import Counter
    c=Counter()
    for s,d in zip(prof["samples"],prof["timeDeltas"]):
        n=nodes[s]["callFrame"]; c[n["functionName"]+" "+n["url"].rpartition("/")[2]+":"+str(n["lineNumber"])]+=d
    for k,v in c.most_common(25): print(round(v/1000),k)
