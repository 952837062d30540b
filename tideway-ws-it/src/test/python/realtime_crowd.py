"""Connects many unmodified Python clients to one room, prints "ready", and expects, after a line of input, that all of
them have lost their server and are back: realtime_crowd.py ws://localhost:8080/realtime board:x 20"""

import asyncio
import sys

from centrifuge import Client, SubscriptionEventHandler

PATIENCE = 60


class Events(SubscriptionEventHandler):
    def __init__(self):
        self.subscribed = asyncio.Queue()
        self.publications = asyncio.Queue()

    async def on_subscribed(self, ctx):
        await self.subscribed.put(ctx)

    async def on_publication(self, ctx):
        await self.publications.put(ctx.pub.data)


async def soon(queue):
    return await asyncio.wait_for(queue.get(), PATIENCE)


async def member(url, room, number):
    client = Client(
        url,
        token=f"user-{number}",
        timeout=PATIENCE,
        min_reconnect_delay=0.02,
        max_reconnect_delay=0.2,
    )
    await client.connect()
    events = Events()
    subscription = client.new_subscription(room, events, recoverable=True, min_resubscribe_delay=0.02)
    await subscription.subscribe()
    await soon(events.subscribed)
    return subscription, events


async def main():
    url, room, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    members = await asyncio.gather(*(member(url, room, number) for number in range(count)))
    first = members[0][0]
    await first.publish("before")
    for _, heard in members:
        assert await soon(heard.publications) == "before"
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    recovered = missed = 0
    for _, heard in members:
        again = await soon(heard.subscribed)
        assert again.was_recovering, again
        recovered += again.recovered
    await first.publish("after")
    for _, heard in members:
        publication = await soon(heard.publications)
        while publication == "missed":
            missed += 1
            publication = await soon(heard.publications)
        assert publication == "after", publication
    print(f"recovered {recovered}, missed messages {missed}", flush=True)


asyncio.run(main())
