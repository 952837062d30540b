import { byId, element } from './elements.js';

export const COLUMNS = ['todo', 'doing', 'done'];
const TITLES = { todo: 'To do', doing: 'Doing', done: 'Done' };

/** Shows cards in their columns, and tells where a card is to go: by its buttons or by dragging it. */
export class BoardView {
  #move;

  constructor(move) {
    this.#move = move;
    for (const column of COLUMNS) this.#takeDrops(byId(column), column);
  }

  show(cards) {
    const focused = document.activeElement?.closest('.ticket') && document.activeElement.dataset;
    for (const column of COLUMNS) byId(column).replaceChildren(...cards.in(column).map((card) => this.#ticket(card)));
    if (focused) this.#focus(focused);
  }

  #ticket(card) {
    const at = COLUMNS.indexOf(card.column);
    const made = element('li', { class: 'ticket', draggable: 'true' }, this.#button(card, 'back', '←', COLUMNS[at - 1]),
      element('span', {}, card.title), this.#button(card, 'on', '→', COLUMNS[at + 1]));
    made.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', card.id));
    return made;
  }

  #button(card, way, arrow, column) {
    const label = column ? `Move “${card.title}” to ${TITLES[column]}` : `“${card.title}” cannot move ${way}`;
    const made = element('button', { type: 'button', 'aria-label': label, disabled: !column, 'data-id': card.id, 'data-way': way }, arrow);
    made.addEventListener('click', () => this.#move(card.id, column));
    return made;
  }

  /** A moved card is a new element, so the focus follows it: to the same button, or to the other at the end of the row. */
  #focus({ id, way }) {
    const buttons = [...document.querySelectorAll('.ticket button')].filter((button) => button.dataset.id === id && !button.disabled);
    (buttons.find((button) => button.dataset.way === way) ?? buttons[0])?.focus();
  }

  #takeDrops(list, column) {
    const over = (is) => (event) => {
      event.preventDefault();
      list.toggleAttribute('data-over', is);
    };
    list.addEventListener('dragover', over(true));
    list.addEventListener('dragleave', over(false));
    list.addEventListener('drop', (event) => {
      over(false)(event);
      this.#move(event.dataTransfer.getData('text/plain'), column);
    });
  }
}
