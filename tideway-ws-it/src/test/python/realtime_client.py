"""Exercises the board example, and an endpoint that checks tokens, with the unmodified Python client:
realtime_client.py ws://localhost:8080/realtime ws://localhost:8080/all-features"""

import asyncio
import sys
import uuid

from centrifuge import (
    CentrifugeError,
    Client,
    ClientEventHandler,
    ReplyError,
    SubscriptionEventHandler,
)

PATIENCE = 10
failed = 0


class ClientEvents(ClientEventHandler):
    def __init__(self):
        self.told = asyncio.Queue()

    async def on_connected(self, ctx):
        await self.told.put(("connected", ctx))

    async def on_disconnected(self, ctx):
        await self.told.put(("disconnected", ctx))


class RoomEvents(SubscriptionEventHandler):
    def __init__(self):
        self.publications = asyncio.Queue()
        self.unsubscribed = asyncio.Queue()

    async def on_publication(self, ctx):
        await self.publications.put(ctx.pub)

    async def on_unsubscribed(self, ctx):
        await self.unsubscribed.put(ctx)


async def connected(user):
    client = Client(sys.argv[1], events=ClientEvents(), token=user, min_reconnect_delay=0.05)
    await client.connect()
    await client.ready(PATIENCE)
    return client


async def subscribed(client, room):
    events = RoomEvents()
    subscription = client.new_subscription(room, events)
    await subscription.subscribe()
    await subscription.ready(PATIENCE)
    return subscription, events


async def soon(queue):
    return await asyncio.wait_for(queue.get(), PATIENCE)


async def a_publication_reaches_all_members():
    ann, bob = await connected("ann"), await connected("bob")
    room = f"board:{uuid.uuid4()}"
    anns, heard_by_ann = await subscribed(ann, room)
    _, heard_by_bob = await subscribed(bob, room)
    await anns.publish({"text": "Grüße, 世界 🌊"})
    for heard in (heard_by_ann, heard_by_bob):
        publication = await soon(heard.publications)
        assert publication.data == {"text": "Grüße, 世界 🌊"}, publication
        assert publication.info.user == "ann", publication
    await ann.disconnect()
    await bob.disconnect()


async def calls_add_and_move_cards():
    ann = await connected("ann")
    board = str(uuid.uuid4())
    _, heard = await subscribed(ann, f"board:{board}")
    card = (await ann.rpc("add-card", {"board": board, "title": "x"})).data["id"]
    moved = await ann.rpc("move-card", {"board": board, "id": card, "column": "doing"})
    assert moved.data == {}, moved
    added = (await soon(heard.publications)).data
    assert added == {"type": "added", "id": card, "title": "x", "column": "todo"}, added
    moved = (await soon(heard.publications)).data
    assert moved == {"type": "moved", "id": card, "column": "doing"}, moved
    await ann.disconnect()


async def history_and_presence_are_read():
    ann, bob = await connected("ann"), await connected("bob")
    board = str(uuid.uuid4())
    anns, _ = await subscribed(ann, f"board:{board}")
    await subscribed(bob, f"board:{board}")
    for title in ("one", "two"):
        await ann.rpc("add-card", {"board": board, "title": title})
    history = await anns.history(limit=-1)
    assert [pub.data["title"] for pub in history.publications] == ["one", "two"], history
    users = []
    while users != ["ann", "bob"]:  # others may see a member a moment after it has its reply
        presence = await anns.presence()
        users = sorted(info.user for info in presence.clients.values())
    stats = await anns.presence_stats()
    assert (stats.num_clients, stats.num_users) == (2, 2), stats
    await ann.disconnect()
    await bob.disconnect()


async def what_was_missed_is_recovered():
    ann, bob = await connected("ann"), await connected("bob")
    board = str(uuid.uuid4())
    _, heard = await subscribed(ann, f"board:{board}")
    await bob.rpc("add-card", {"board": board, "title": "before"})
    assert (await soon(heard.publications)).data["title"] == "before"
    await ann.disconnect()
    await bob.rpc("add-card", {"board": board, "title": "missed"})
    await ann.connect()
    assert (await soon(heard.publications)).data["title"] == "missed"
    await ann.disconnect()
    await bob.disconnect()


async def errors_have_their_codes():
    ann = await connected("ann")
    for method, data, code in (("none", {}, 104), ("move-card", {"board": "b", "id": "1", "column": "x"}, 400)):
        try:
            answer = await ann.rpc(method, data)
            raise AssertionError(f"{method} was answered with {answer}")
        except ReplyError as error:
            assert error.code == code, error
    await ann.disconnect()


async def another_room_is_refused_for_good():
    ann = await connected("ann")
    events = RoomEvents()
    await ann.new_subscription("secret", events).subscribe()
    ended = await soon(events.unsubscribed)
    assert ended.code == 103, ended
    await ann.disconnect()


async def a_hundred_calls_at_once_are_answered_each():
    ann = await connected("ann")
    answers = await asyncio.gather(*(ann.rpc("echo", {"n": n}) for n in range(100)))
    assert [answer.data["n"] for answer in answers] == list(range(100)), answers
    await ann.disconnect()


async def a_token_is_renewed_without_a_drop():
    asked = asyncio.Queue()

    async def renewed():
        await asked.put(True)
        return "renewed"

    events = ClientEvents()
    client = Client(sys.argv[2], events=events, token="expiring", get_token=renewed)
    await client.connect()
    await client.ready(PATIENCE)
    await soon(asked)
    while (await client.rpc("renewals", None)).data != 1:
        await asyncio.sleep(0.02)
    assert (await soon(events.told))[0] == "connected"
    assert events.told.empty(), "dropped"
    await client.disconnect()


async def disconnected(events):
    told, ctx = await soon(events.told)
    while told != "disconnected":
        told, ctx = await soon(events.told)
    return ctx.code


async def a_refused_client_stays_away():
    events = ClientEvents()
    await Client(sys.argv[2], events=events, token="denied").connect()
    assert await disconnected(events) == 3500


async def a_client_that_is_closed_stays_away():
    events = ClientEvents()
    client = Client(sys.argv[2], events=events, token="ann")
    await client.connect()
    await client.ready(PATIENCE)
    try:
        await client.rpc("close", None)
    except CentrifugeError:
        pass  # the close may come before the answer
    assert await disconnected(events) == 3503


async def main():
    global failed
    for check in (
        a_publication_reaches_all_members,
        calls_add_and_move_cards,
        history_and_presence_are_read,
        what_was_missed_is_recovered,
        errors_have_their_codes,
        another_room_is_refused_for_good,
        a_hundred_calls_at_once_are_answered_each,
        a_token_is_renewed_without_a_drop,
        a_refused_client_stays_away,
        a_client_that_is_closed_stays_away,
    ):
        try:
            await asyncio.wait_for(check(), 6 * PATIENCE)
            print(f"ok    {check.__name__}")
        except (AssertionError, CentrifugeError, asyncio.TimeoutError) as error:
            failed += 1
            print(f"FAIL  {check.__name__}: {error!r}")


asyncio.run(main())
sys.exit(1 if failed else 0)
