import { startChat } from './chat.js';
import { startNotifications } from './notifications.js';

startChat();
startNotifications();
