/** What actions reach of the window's parts. */
export interface Places {
  focusSearch: () => void;
  focusRow: () => void;
  create: () => void;
  print: () => void;
  closeDetail: () => void;
  openInPortal: (id: number) => unknown;
  copy: (text: string) => unknown;
}
