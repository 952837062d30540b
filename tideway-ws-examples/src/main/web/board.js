import { BoardView } from './board-view.js';
import { Cards } from './cards.js';
import { ConnectionState } from './connection-state.js';
import { byId, socketUrl } from './elements.js';
import { People } from './people.js';

const BOARD = new URLSearchParams(location.search).get('board') || 'demo';
const HISTORY = 300;
const TYPING_EVERY_MILLIS = 1_500;

const cards = new Cards();
const people = new People();
const view = new BoardView((id, column) => call('move-card', { board: BOARD, id, column }));
const state = new ConnectionState('board', 'Board', () => reconnect());
let client;
let typing;
let typedAt = 0;
let ownId;

function notice(text) {
  byId('board-notice').textContent = text;
}

/** Makes a call; a problem is shown to the user, unless the page has connected again meanwhile. */
async function call(method, data) {
  const asked = client;
  try {
    await asked.rpc(method, data);
    notice('');
    return true;
  } catch (error) {
    if (asked === client) notice(error.message);
    return false;
  }
}

/** Tells why something could not be read; after a lost connection it is read again. */
function unread(of, error) {
  if (of.state === 'connected') notice(error.message);
}

function connect(name) {
  const made = new Centrifuge(socketUrl('realtime').href, { token: name, maxReconnectDelay: 5_000 });
  client = made;
  client.on('connecting', ({ code }) => state.show(code === 0 ? 'connecting' : 'reconnecting', '…'));
  client.on('connected', ({ client: id }) => {
    ownId = id;
    state.show('open');
  });
  client.on('disconnected', ({ reason }) => {
    if (made !== client) return;
    state.show('offline');
    notice(reason);
  });
  watchCards(made, client.newSubscription(`board:${BOARD}`));
  typing = client.newSubscription(`board:${BOARD}:typing`);
  typing.on('publication', ({ info }) => { if (info && info.client !== ownId) people.types(info); });
  typing.subscribe();
  client.connect();
}

function watchCards(of, subscription) {
  let isRead = false;
  let waiting = null; // what arrives while the board is read from its history
  subscription.on('publication', (publication) => {
    if (waiting) return waiting.push(publication);
    cards.take(publication);
    if (publication.info) people.stopsTyping(publication.info.client);
    return view.show(cards);
  });
  subscription.on('subscribed', async ({ recovered }) => {
    showPeople(of, subscription);
    if (isRead && recovered) return; // what was missed arrives as publications
    isRead = false;
    const arriving = [];
    waiting = arriving;
    try {
      const { publications } = await subscription.history({ limit: HISTORY });
      if (waiting !== arriving) return; // the connection was lost meanwhile, and a later one reads
      const lost = publications.length === 0 && !cards.isEmpty();
      isRead = true;
      cards.clear();
      for (const publication of [...publications, ...arriving]) cards.take(publication);
      if (lost) notice('The server no longer has the cards of this board.'); // it was restarted, and keeps them in memory
    } catch (error) {
      if (waiting === arriving) unread(of, error);
    } finally {
      if (waiting === arriving) waiting = null;
      view.show(cards);
    }
  });
  subscription.on('join', ({ info }) => people.joined(info));
  subscription.on('leave', ({ info }) => people.left(info));
  subscription.on('unsubscribed', ({ reason }) => notice(reason));
  subscription.subscribe();
}

async function showPeople(of, subscription) {
  try {
    await people.replace(subscription.presence());
  } catch (error) {
    unread(of, error);
  }
}

/** Starts over, under a name; what the client before still reports is not shown. */
function reconnect() {
  const before = client;
  connect(byId('name-input').value.trim());
  before.disconnect();
  notice('');
}

byId('name-form').addEventListener('submit', (event) => {
  event.preventDefault();
  reconnect();
});

byId('add-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const field = byId('add-title');
  const title = field.value;
  field.value = ''; // at once: what is typed until the server replies is the next card's title
  if (!await call('add-card', { board: BOARD, title }) && field.value === '') field.value = title;
});

byId('add-title').addEventListener('input', () => {
  if (Date.now() - typedAt < TYPING_EVERY_MILLIS) return;
  typedAt = Date.now();
  typing.publish({}).catch(() => {}); // a lost one does not matter
});

connect('');
