/** Draws the whole window on an in-memory platform. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect } from 'vitest';
import App from '../App.svelte';
import { setPlatform } from '../platform';
import { Fake, type FakeOptions } from '../platform/fake';

export function openWindow(options: FakeOptions = {}): Fake {
  const fake = new Fake(options);
  setPlatform(fake);
  render(App);
  return fake;
}

export const byId = (id: string) => screen.findByTestId(id);
export const maybe = (id: string) => screen.queryByTestId(id);

export async function click(id: string): Promise<void> {
  await fireEvent.click(await byId(id));
}

export async function type(id: string, text: string): Promise<void> {
  await fireEvent.input(await byId(id), { target: { value: text } });
}

export async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, {
    key,
    bubbles: true,
    cancelable: true,
    ...more,
  });
}

export const rows = () => screen.findAllByTestId('invoice-row');

/** Colours need a real page; everything else axe knows is checked here. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
