/** The room everyone is put in by the server. */
export const DEFAULT_ROOM = 'general';

const USAGE = {
  join: '/join <room>',
  leave: '/leave <room>',
  name: '/name <you>',
  msg: '/msg <user> <text>',
};

/**
 * Reads what the user typed.
 *
 * @returns {{kind: string, room?: string, user?: string, text?: string, problem?: string}} `kind` is `join`, `leave`,
 *     `rooms`, `name`, `msg`, `help` or `text`; with `problem` it must not be sent
 */
export function readInput(typed) {
  const command = /^\/(\S*)\s*(.*)$/su.exec(typed);
  if (!command) return { kind: 'text', text: typed };
  const [, kind, rest] = command;
  switch (kind) {
    case 'rooms':
    case 'help':
      return { kind };
    case 'join':
    case 'leave':
      return rest ? { kind, room: rest } : usage(kind);
    case 'name':
      return readName(rest);
    case 'msg': {
      const addressed = /^(\S+)\s+(.+)$/su.exec(rest);
      return addressed ? { kind, user: addressed[1], text: addressed[2] } : usage(kind);
    }
    default:
      return { kind: 'unknown', problem: `There is no command /${kind}. See “Commands” below.` };
  }
}

/** Reads a name as `/name` takes it. */
export function readName(name) {
  if (!name) return usage('name');
  if (/\s/u.test(name)) return { kind: 'name', problem: 'A name is one word, so that /msg can address it.' };
  return { kind: 'name', user: name };
}

function usage(kind) {
  return { kind, problem: `Type ${USAGE[kind]}.` };
}

/** Writes a command as the server reads it. */
export function write({ kind, room, user, text }) {
  switch (kind) {
    case 'join':
    case 'leave':
      return `/${kind} ${room}`;
    case 'name':
      return `/name ${user}`;
    case 'msg':
      return `/msg ${user} ${text}`;
    case 'rooms':
      return '/rooms';
    default:
      return text;
  }
}

/**
 * Reads what the server sent. Only its form is looked at: whether an answer was asked for, and so is not just a user
 * with the name “Joined room”, is for the caller to know.
 */
export function readReceived(text) {
  const told = readJson(text);
  if (told) return told;
  const answer = /^(Joined|Left) room: (.*)$/su.exec(text);
  if (answer) return { kind: answer[1] === 'Joined' ? 'join' : 'leave', room: answer[2] };
  if (/^User .+ (joined|left) the room\b/su.test(text)) return { kind: 'presence' };
  return { kind: 'text' };
}

/** Splits `<author>: <text>`; `null` where it is not of that form. */
export function readSaid(text) {
  const said = /^([^:\n]{1,255}): (.*)$/su.exec(text);
  return said && { author: said[1], text: said[2] };
}

/** Tells whether what was said went to this user alone. */
export function isPrivate({ author }) {
  return author.endsWith(' (private)');
}

function readJson(text) {
  if (!text.startsWith('{')) return null;
  try {
    const { type, rooms, room, position, recovered } = JSON.parse(text);
    if (type === 'rooms' && Array.isArray(rooms)) return { kind: 'rooms', rooms: rooms.map(String) };
    if (type !== 'position' || room !== DEFAULT_ROOM) return null;
    return { kind: 'position', position: String(position), recovered };
  } catch {
    return null;
  }
}
