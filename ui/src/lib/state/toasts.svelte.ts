export interface Toast {
  id: number;
  tone: 'ok' | 'bad' | 'warn';
  title: string;
  text: string;
  /** What can be done about it; the message leaves with it. */
  actions: ToastAction[];
}

export interface ToastAction {
  label: string;
  run: () => void;
}

/** Short messages that confirm and leave; an error stays until it is dismissed. */
export class Toasts {
  shown = $state<Toast[]>([]);
  private last = 0;

  add(tone: Toast['tone'], title: string, text = '', actions: ToastAction[] = []): void {
    this.last += 1;
    // Of what went well the last two are enough; what did not stays.
    const wentWell = this.shown.filter((toast) => toast.tone === 'ok').slice(0, -1);
    const kept = tone === 'ok' ? this.shown.filter((toast) => !wentWell.includes(toast)) : this.shown;
    this.shown = [...kept.slice(-3), { id: this.last, tone, title, text, actions }];
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}
