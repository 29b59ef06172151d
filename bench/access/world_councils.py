"""What there is of councils: communities, a council with a term, a seat and a report, meetings and delegates."""

from bench.access import wire
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

TAMBON, VILLAGE, FAR = "720602", "72060201", "710911"
DAY = "2009-08-01"


async def furnish(hand: Hand, world: World) -> None:
    """Form a council in the tambon and one elsewhere; let the councils of the province and nation meet."""
    forms = ("notice_form_sha256", "data_form_sha256", "resolution_form_sha256")
    plain: Facts = {"kind": "VILLAGE", "village_codes": [], "representative_ids": []}
    urban = {**plain, "given_to": "MUNICIPALITY_HEAD", **dict.fromkeys(forms)}
    world.fixed["giveCommunityNotice"] = urban
    world.fixed["establishCouncil"] = {"area_kind": "TAMBON", "tambon_codes": [TAMBON]}
    told = {"noticed_on": DAY, "communities_noticed": 40, "communities_agreed": 34}
    world.fixed["giveCouncilNotice"] = {**told, "sha256": None}
    world.fixed["deliverCouncilReport"] = {"sha256": None}
    world.fixed["standCouncil"] = {"since": "2025-01-01"}
    world.fixed["takeCouncilSeat"] = {
        "kind": "VILLAGE",
        "village_code": VILLAGE,
        "person_id": None,
    }
    world.fixed["endCouncilSeat"] = {"ended_on": "2021-06-01"}
    fresh = await _organization(hand, TAMBON)
    world.add(Thing("organizations", fresh, area=TAMBON, organization=fresh))
    for area in (TAMBON, FAR):
        await _communities(hand, world, area)
    council = await _council(hand, world, TAMBON)
    await _council(hand, world, FAR)
    for province in ("72", None):
        new = {"province_code": province, "number": 1, "held_on": "2025-05-20"}
        met = await hand.make("/v1/council-meetings", new)
        scope: Facts = {"area": province or "", "revision": 2}
        world.add(Thing("council-meetings", met["id"], **scope, refs={"council_id": council}))
        sent = {"council_meeting_id": met["id"], "kind": "DELEGATE", "council_id": council}
        made = await hand.make("/v1/council-delegates", sent)
        world.add(Thing("council-delegates", made["id"], area=province or ""))
    world.fixed["conveneCouncilMeeting"] = {"number": 7}
    world.add(Thing("council-formations", TAMBON, area=TAMBON))


async def _communities(hand: Hand, world: World, area: str) -> None:
    """One community whose notice waits, and one whose notice is acknowledged."""
    for acknowledged in (False, True):
        new = {
            "kind": "VILLAGE",
            "name_th": "ชุมชน",
            "area_code": f"{area}01",
            "resolved_on": "2009-05-10",
            "noticed_on": "2009-05-20",
            "given_to": "VILLAGE_HEAD",
        }
        made = await hand.make("/v1/community-notices", new)
        if acknowledged:
            answer = {"status": "ACKNOWLEDGED", "answered_on": "2009-06-01"}
            await hand.make(f"/v1/community-notices/{made['id']}/answers", answer)
        revision = 2 if acknowledged else 1
        world.add(Thing("community-notices", made["id"], area=f"{area}01", revision=revision))


async def say(hand: Hand, path: str, body: Facts) -> None:
    """Post what has no id of its own, for an organization lends it, and must succeed."""
    headers = {**hand.admin, "Change-Reason": "test"}
    answer = await wire.call(hand.app, "POST", path, headers, body)
    if not answer.ok:
        raise RuntimeError(f"{path}: {answer.status} {answer.body.decode()}")


async def _organization(hand: Hand, area: str) -> str:
    new = {"kind": "TAMBON_COUNCIL", "name_th": "สภา", "area_code": area, "confirm_new": True}
    return str((await hand.make("/v1/organizations", new))["id"])


async def _council(hand: Hand, world: World, area: str) -> str:
    """A council whose notice waits, and an acknowledged one with a term, a seat and a report."""
    for acknowledged in (False, True):
        made = await _organization(hand, area)
        kind = "TAMBON" if acknowledged else "PART"
        new = {"organization_id": made, "area_kind": kind, "tambon_codes": [area]}
        await say(hand, "/v1/councils", new)
        path = f"/v1/councils/{made}"
        told = {"noticed_on": DAY, "communities_noticed": 40, "communities_agreed": 34}
        await hand.make(f"{path}/notices", told)
        scope: Facts = {"area": area, "organization": made}
        world.add(Thing("organizations", made, **scope))
        if acknowledged:
            answer = {"status": "ACKNOWLEDGED", "answered_on": "2009-08-20"}
            await hand.make(f"{path}/notice-answers", answer)
            term = {"council_id": made, "starts_on": "2020-09-01"}
            await hand.make("/v1/council-terms", term)
            seat = {"council_id": made, "kind": "VILLAGE", "village_code": f"{area}01"}
            taken = await hand.make("/v1/council-seats", {**seat, "starts_on": "2020-09-01"})
            world.add(Thing("council-seats", taken["id"], **scope))
            report = {"council_id": made, "year_be": 2560, "delivered_on": "2018-03-31"}
            done = await hand.make("/v1/council-reports", report)
            world.add(Thing("council-reports", done["id"], area=area))
        revision = int((await hand.see(path))["revision"])
        world.add(Thing("councils", made, **scope, revision=revision))
    return made
