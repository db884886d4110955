import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const SET_UP = new URL('../../scripts/setup/browser.mjs', import.meta.url).href;

/** What a browser would ask of hosts that are not ours, at every start. */
const STAY_AT_HOME = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface LaunchSettings {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/** A real Chromium: the machine's own, or the one that set-up unpacked. */
export async function launchBrowser(): Promise<Browser> {
  const { testBrowser } = (await import(SET_UP)) as { testBrowser: () => Promise<LaunchSettings> };
  const { executablePath, args } = await testBrowser();
  return chromium.launch({ executablePath, args: [...args, ...STAY_AT_HOME] });
}
