import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { SyncProgress } from '../api/bindings';
import type { Platform } from './types';

export const tauri: Platform = {
  invoke(command, request, onProgress) {
    if (!onProgress) return invoke(command, { request });
    const progress = new Channel<SyncProgress>();
    progress.onmessage = onProgress;
    return invoke(command, { request, progress });
  },

  onDataChanged(listener) {
    const stop = listen<string>('data-changed', (event) => listener(event.payload));
    return () => void stop.then((unlisten) => unlisten());
  },

  onMenu(listener) {
    const stop = listen<string>('menu', (event) => listener(event.payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};
