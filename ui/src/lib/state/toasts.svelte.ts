export interface Toast {
  id: number;
  tone: 'ok' | 'bad' | 'warn';
  title: string;
  text: string;
}

/** Short messages that confirm and leave; an error stays until it is dismissed. */
export class Toasts {
  shown = $state<Toast[]>([]);
  private last = 0;

  add(tone: Toast['tone'], title: string, text = ''): void {
    this.last += 1;
    this.shown = [...this.shown.slice(-3), { id: this.last, tone, title, text }];
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}
