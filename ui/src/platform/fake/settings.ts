/** Preferences, what is printed, backups, notifications and menus. */
import type * as api from '../../api/bindings';

type Handlers = {
  [K in keyof api.Commands]?: (
    request: api.Commands[K]['request'],
    onProgress?: (p: api.SyncProgress) => void,
  ) => api.Commands[K]['response'] | Promise<api.Commands[K]['response']>;
};

interface Books {
  connections: api.Connection[];
  preferences: api.Preferences;
  invoices: api.Invoice[];
  syncedAt: string | null;
}

/** A square with a roof, as a logo. */
const sampleLogo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='160' height='48'%3E%3Crect width='48' height='48' rx='8' fill='%23275'/%3E%3Cpath d='M12 32 24 14l12 18z' fill='%23fff'/%3E%3Crect x='60' y='16' width='92' height='16' rx='3' fill='%23275'/%3E%3C/svg%3E";

export class FakeSettings {
  profile: api.PrintProfile = {
    footnote: null,
    vat_zero_text: null,
    logo: null,
    fiscal_code: null,
    vat_code: null,
    vat_code_label: null,
    vat_rate_label: null,
    portal: {
      fiscal_code: 'B83456789',
      vat_code: 'ESB83456789',
      vat_code_label: 'NIF',
      vat_rate_label: null,
    },
  };
  news: api.SyncNews = { unpaid: 0, failed: 0, examples: [] };
  /** The native menus as they were set last. */
  menus: api.Menus | null = null;
  notified: api.NotifyRequest[] = [];

  constructor(private readonly books: Books) {}

  private find(name: string): api.Connection {
    const found = this.books.connections.find((known) => known.name === name);
    if (!found) throw new Error(`No such connection: ${name}`);
    return found;
  }

  readonly answers: Handlers = {
    set_preferences: ({ preferences }) => (this.books.preferences = { ...preferences }),
    choose_pdf_folder: () =>
      (this.books.preferences = { ...this.books.preferences, pdf_folder: '/home/ada/Invoices' }),
    set_connection: ({ connection, color, read_only }) => {
      const found = Object.assign(this.find(connection), { color, read_only });
      return structuredClone(found);
    },
    print_profile: () => structuredClone(this.profile),
    set_print_profile: ({ connection: _, ...texts }) => {
      this.profile = { ...this.profile, ...texts };
      return structuredClone(this.profile);
    },
    choose_logo: () => structuredClone(Object.assign(this.profile, { logo: sampleLogo })),
    remove_logo: () => structuredClone(Object.assign(this.profile, { logo: null })),
    back_up: () => ({
      folder: '/home/ada/Backups',
      file_name: 'farnsworth 2026-10-08.sqlite',
      missing_characters: [],
    }),
    restore: () => ({
      invoices: this.books.invoices.length,
      synced_at: this.books.syncedAt,
      kept_as: '/home/ada/.local/share/billfold/farnsworth.before-restore.sqlite',
    }),
    forget_token: ({ connection }) => {
      const found = Object.assign(this.find(connection), { has_token: false });
      return structuredClone(found);
    },
    show_data_folder: () => null,
    show_log_folder: () => null,
    open_invoice_window: () => null,
    open_pdf: ({ ids }) => ({
      printed: ids?.length ?? this.books.invoices.length,
      unchanged: 0,
      left: 0,
      printed_without: [],
      missing_characters: [],
      folder: '/tmp',
      file_name: 'invoice.pdf',
    }),
    sync_news: () => structuredClone(this.news),
    notify: (request) => {
      this.notified.push(request);
      return null;
    },
    set_menus: (menus) => {
      this.menus = structuredClone(menus);
      return null;
    },
  };
}
