/** Finds an element of the page by its id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Makes an element; strings among its children become text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

const TO_THE_MINUTE = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** Shows a moment as the reader's own clock would; one that cannot be read is shown as it came. */
export function timeElement(moment, { seconds = false } = {}) {
  const date = toDate(moment);
  if (Number.isNaN(date.getTime())) return element('span', { class: 'time' }, String(moment));
  return element('time', { class: 'time', datetime: date.toISOString() }, (seconds ? TO_THE_SECOND : TO_THE_MINUTE).format(date));
}

/** Accepts ISO 8601 text, and numbers in seconds or milliseconds since 1970. */
function toDate(moment) {
  if (typeof moment === 'number') return new Date(moment < 1e11 ? moment * 1_000 : moment);
  return new Date(moment);
}

/** Resolves a path against the page's own address, so that it works under any context path. */
export function pageUrl(path) {
  return new URL(path, document.baseURI);
}

/** Does the same for a WebSocket. */
export function socketUrl(path) {
  const url = pageUrl(path);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}
