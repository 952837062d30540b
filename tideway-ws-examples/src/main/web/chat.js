import { ChatLog } from './chat-log.js';
import { DEFAULT_ROOM, isPrivate, readInput, readName, readReceived, readSaid, write } from './chat-protocol.js';
import { ConnectionState } from './connection-state.js';
import { byId, element, socketUrl } from './elements.js';
import { MissedMessages } from './missed-messages.js';
import { ReconnectingSocket } from './reconnecting-socket.js';

const MOST_UNCONFIRMED = 50;

/** Starts the chat and connects it. */
export function startChat() {
  new Chat().start();
}

class Chat {
  #log = new ChatLog();
  #input = byId('chat-input');
  #notice = byId('chat-notice');
  #state = new ConnectionState('chat', 'Chat', () => {
    this.#socket.retry();
    this.#input.focus();
  });
  #missed = new MissedMessages();
  #socket = new ReconnectingSocket(() => this.#url(), {
    onState: (state, seconds) => this.#state.show(state, seconds),
    onOpen: () => this.#opened(),
    onText: (text) => this.#received(text),
    onLost: (code, reason) => this.#lost(code, reason),
  });

  /** What to be again after a reconnect. */
  #name = '';
  #rooms = new Set([DEFAULT_ROOM]);

  /** Commands whose answers are still to come, as `{kind, room, quiet}`. */
  #asked = [];
  /** Texts sent whose copy has not come back yet. */
  #unconfirmed = [];
  #welcome = null;
  #awaitsWelcome = false;
  #keepsText = false;

  start() {
    this.#onSubmit('chat-form', () => this.#submit());
    this.#onSubmit('name-form', () => this.#setName(byId('name-input').value.trim()));
    this.#onSubmit('join-form', () => this.#joinFromField(byId('join-input')));
    this.#input.addEventListener('input', () => this.#say(''));
    this.#showRooms();
    this.#socket.start();
  }

  #onSubmit(formId, action) {
    byId(formId).addEventListener('submit', (event) => {
      event.preventDefault();
      action();
    });
  }

  /** Asks for what was said since the last position; nothing was missed of a room that the user has left. */
  #url() {
    const url = socketUrl('ws');
    url.searchParams.set('since', this.#rooms.has(DEFAULT_ROOM) ? this.#missed.position : '');
    return url;
  }

  // What the user does

  #submit() {
    const typed = this.#input.value.trim();
    if (!typed) return;
    const request = readInput(typed);
    const problem = request.problem ?? this.#problemOf(request);
    if (problem) return this.#say(problem);
    if (request.kind === 'help') {
      byId('chat-help').open = true;
    } else if (!this.#perform(request)) {
      this.#keepsText = true;
      return this.#say('Not connected. Your text stays here until you can send it.');
    }
    this.#input.value = '';
    this.#say('');
  }

  #problemOf({ kind }) {
    return kind === 'text' && this.#rooms.size === 0 ? 'You are not in a room. Join one first.' : null;
  }

  #setName(name) {
    const request = readName(name);
    if (request.problem) return this.#say(request.problem);
    if (this.#perform(request)) return this.#say(`You are ${name} now.`);
    this.#name = name;
    this.#say(`You will be ${name} once connected.`);
  }

  #joinFromField(field) {
    const room = field.value.trim();
    if (!room) return this.#say('Which room?');
    if (!this.#perform({ kind: 'join', room })) return this.#say('Not connected. The room stays in its field.');
    field.value = '';
    this.#say('');
  }

  /** Sends a command or a text and remembers what its answer will mean; `false` if there is no connection. */
  #perform(request, quiet = false) {
    if (!this.#socket.send(write(request))) return false;
    const { kind, room, user, text } = request;
    if (kind === 'join' || kind === 'leave' || kind === 'rooms') this.#asked.push({ kind, room, quiet });
    if (kind === 'name') {
      this.#name = user;
      byId('name-input').value = user;
    }
    if (kind === 'msg') this.#log.message(`You → ${user}`, text, { own: true, isPrivate: true });
    if (kind === 'text') {
      this.#unconfirmed.push(text);
      if (this.#unconfirmed.length > MOST_UNCONFIRMED) this.#unconfirmed.shift();
    }
    return true;
  }

  // What the connection does

  #opened() {
    const again = this.#welcome !== null;
    this.#awaitsWelcome = true;
    this.#missed.opened();
    if (again) this.#log.line('page', 'Connected again.');
    if (this.#name) this.#perform({ kind: 'name', user: this.#name });
    for (const room of this.#rooms) {
      if (room !== DEFAULT_ROOM) this.#perform({ kind: 'join', room }, true);
    }
    if (!this.#rooms.has(DEFAULT_ROOM)) this.#perform({ kind: 'leave', room: DEFAULT_ROOM }, true);
    if (this.#keepsText && this.#input.value) this.#say('Connected again. Press Enter to send.');
    this.#keepsText = false;
  }

  #lost(code, reason) {
    const why = reason ? `${code}, ${reason}` : `${code}`;
    this.#log.line('page', `Connection lost (${why}). It will be back by itself.`);
    this.#missed.lost().forEach((said) => this.#show(said));
    this.#asked = [];
  }

  /** Shows what was missed, as far as the server still has it. */
  #caughtUp({ position, recovered }) {
    const missed = this.#missed.told(position);
    if (recovered === false) this.#log.line('page', 'What was said meanwhile is no longer kept.');
    missed.forEach((said) => this.#show(said));
    for (const text of this.#unconfirmed) this.#log.line('page', `Perhaps not delivered: ${text}`);
    this.#unconfirmed = [];
  }

  #received(text) {
    const received = readReceived(text);
    if (received.kind === 'presence') return this.#log.line('presence', text);
    const asked = this.#takeAsked(received);
    if (asked) return this.#answered(received, asked, text);
    if (this.#awaitsWelcome) return this.#welcomed(text);
    if (received.kind === 'position') return this.#caughtUp(received);
    const said = readSaid(text);
    if (!said) return this.#log.line('server', text);
    if (isPrivate(said) || !this.#missed.holds(text, this.#isInDefaultRoomOnly())) this.#show(text);
  }

  #isInDefaultRoomOnly() {
    const isMoving = this.#asked.some(({ kind }) => kind !== 'rooms');
    return !isMoving && this.#rooms.size === 1 && this.#rooms.has(DEFAULT_ROOM);
  }

  #show(said) {
    const { author, text } = readSaid(said);
    this.#log.message(author, text, { own: this.#confirm(text) });
  }

  #welcomed(text) {
    this.#awaitsWelcome = false;
    if (text !== this.#welcome) this.#log.line('server', text);
    this.#welcome = text;
  }

  #answered({ kind, room, rooms }, { quiet }, text) {
    if (kind === 'rooms') return this.#log.rooms(rooms);
    if (kind === 'join') this.#rooms.add(room);
    else this.#rooms.delete(room);
    this.#showRooms();
    if (!quiet) this.#log.line('server', text);
  }

  #takeAsked({ kind, room }) {
    const index = this.#asked.findIndex((asked) => asked.kind === kind && asked.room === room);
    return index < 0 ? null : this.#asked.splice(index, 1)[0];
  }

  #confirm(text) {
    const index = this.#unconfirmed.indexOf(text);
    if (index >= 0) this.#unconfirmed.splice(index, 1);
    return index >= 0;
  }

  // What is shown

  /** Changes only what differs: a chip that has the focus must keep it. */
  #showRooms() {
    const list = byId('chat-rooms');
    for (const shown of [...list.children]) {
      if (!this.#rooms.has(shown.dataset.room)) shown.remove();
    }
    const present = new Set([...list.children].map((shown) => shown.dataset.room));
    for (const room of this.#rooms) {
      if (!present.has(room)) list.append(this.#chip(room));
    }
    if (this.#rooms.size === 0) list.append(element('li', {}, 'no room'));
  }

  #chip(room) {
    const leave = element('button', { type: 'button', 'data-room': room, 'aria-label': `Leave room ${room}` }, '×');
    leave.addEventListener('click', () => {
      if (this.#perform({ kind: 'leave', room })) this.#input.focus();
      else this.#say('Not connected. The room can be left once the connection is back.');
    });
    return element('li', { class: 'chip', 'data-room': room }, element('span', {}, room), leave);
  }

  #say(text) {
    this.#notice.textContent = text;
  }
}
