import './styles/index.css';
import { mount } from 'svelte';
import { choosePlatform } from './platform';

/**
 * The words are loaded before anything that uses them; what is on screen is loaded after. No `await` at the top level:
 * web views differ in what they make of a module that waits while others ask for it.
 */
async function start() {
  const { loadWords } = await import('./lib/words');
  await Promise.all([choosePlatform(), loadWords()]);
  const { default: App } = await import('./App.svelte');
  mount(App, { target: document.getElementById('app')! });
}

void start();
