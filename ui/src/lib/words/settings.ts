/** Words of the settings and of what is asked there. */
import type { Density, Theme, TokenStorage } from '../../api/bindings';
import { formatCount } from '../money';
import type { Color, Section } from '../settings';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;

const sections: Record<Section, string> = {
  connection: 'This connection',
  print: 'What is printed',
  pdf: 'PDF files',
  look: 'Appearance',
  data: 'Data',
  about: 'About',
};

const colors: Record<Color, string> = {
  blue: 'Blue',
  sky: 'Sky',
  teal: 'Teal',
  green: 'Green',
  ochre: 'Ochre',
  pink: 'Pink',
  violet: 'Violet',
  slate: 'Slate',
};

const themes: Record<Theme, { name: string; help: string }> = {
  system: { name: 'As the system', help: 'Follows its light and dark.' },
  light: { name: 'Light', help: 'Dark text on white.' },
  dark: { name: 'Dark', help: 'Light text on dark.' },
};

const densities: Record<Density, { name: string; help: string }> = {
  compact: { name: 'Compact', help: 'The most rows at once.' },
  normal: { name: 'Normal', help: 'The usual height.' },
  relaxed: { name: 'Relaxed', help: 'More room for each row.' },
};

const kept: Record<TokenStorage, string> = {
  keychain: 'In the keychain of this system, apart from the copy and readable by nobody else.',
  session: 'In memory only: no keychain was found. It is gone when Billfold is closed.',
};

export const settings = {
  label: 'Parts of the settings',
  sections,
  open: 'Settings…',
  notSaved: 'The settings were not saved.',
  saved: 'Saved',

  look: {
    portal: 'Portal',
    name: 'Name',
    color: 'Colour',
    colorHelp: 'Marks this connection in the sidebar, so that two portals are not taken for each other.',
    noColor: 'No colour',
    colors,
    readOnly: 'Read only',
    readOnlyOn: 'Nothing can be changed in the portal from here. Reading, PDFs and exports work.',
    readOnlyOff:
      'From here invoices can be created, issued, marked as paid, charged and cancelled in the portal, as far as the token may. Each asks first.',
    sampleHelp: 'Made-up invoices on this computer. Nothing is sent anywhere.',
    changesOff: (why: string) => `Changes are off: ${why}`,
  },

  token: {
    title: 'Access token',
    kept,
    missing: 'There is no token. The copy stays readable, but can’t be brought up to date.',
    replace: 'Replace token…',
    give: 'Give token…',
    forget: 'Forget token…',
    ask: (name: string) => `Forget the token for ${name}?`,
    consequences: [
      { icon: 'lock', text: 'The token is removed from this computer. It stays valid in the portal.' },
      { icon: 'disk', text: 'The copy stays readable. Nothing can be synced or changed without a token.' },
    ],
    yes: 'Forget token',
    no: 'Keep token',
    doing: 'Forgetting…',
    forgotten: 'The token is forgotten.',
    forgottenHelp: 'Give one in the settings to sync again.',
  },

  sync: {
    title: 'Sync',
    every: 'Sync by itself',
    everyMinutes: (minutes: number) =>
      minutes === 0 ? 'Off' : minutes === 1 ? 'Every minute' : `Every ${formatCount(minutes)} minutes`,
    everyHelp: 'On start and this often while Billfold is open. Off: only when you ask for it.',
    check: 'Full check',
    everyDays: (days: number) =>
      days === 0 ? 'Off' : days === 1 ? 'Every day' : `Every ${formatCount(days)} days`,
    checkHelp: 'A sync then reads every invoice again and verifies, since old ones can be edited too.',
    rate: 'Requests per minute',
    ratePlaceholder: 'No limit',
    rateHelp: 'The most a sync asks of the portal. Leave it empty for no limit.',
    rateWrong: 'Give a whole number, or leave it empty.',
    save: 'Save',
    saved: 'The sync settings are saved.',
    loadFailed: 'The sync settings could not be read.',
  },

  print: {
    lead: 'The portal’s API does not give everything its own PDF prints. What you enter here fills the gaps; the PDF beside an invoice follows.',
    logo: 'Logo',
    logoHelp: 'PNG or JPEG, at the head of each page.',
    logoNone: 'No logo',
    logoAlt: 'The logo that is printed',
    chooseLogo: 'Choose logo…',
    replaceLogo: 'Replace logo…',
    removeLogo: 'Remove logo',
    footnote: 'Footnote',
    footnoteHelp: 'Below the totals of each invoice.',
    vatZero: 'Text for a VAT rate of 0',
    vatZeroHelp: 'Printed where an invoice has a VAT rate of 0.',
    issuer: 'Issuer',
    issuerHelp: 'Leave a field empty to print what the portal says, which stands in it in grey.',
    fiscal: 'Fiscal code',
    vat: 'VAT code',
    vatLabel: 'Label of the VAT code',
    rateLabel: 'Label of the VAT rate',
    nothing: 'The portal names none',
    save: 'Save',
    saved: 'What is printed is saved.',
    savedHelp: 'PDFs are made with it from now on.',
    unsaved: 'Not saved yet',
    undo: 'Discard changes',
    loadFailed: 'What is printed could not be read.',
  },

  pdf: {
    pattern: 'Names of the files',
    patternHelp: 'What a save starts from. Each dialog can have its own.',
    example: 'For example',
    reset: 'Usual names',
    noExample: 'There is no invoice to show an example of.',
    folder: 'Folder',
    folderHelp: 'Where questions about where to save start.',
    folderSystem: 'Wherever the system starts',
    choose: 'Choose folder…',
    clear: 'Use the system’s',
    layout: 'Layout',
    patternMissing: 'Give a pattern, or take the usual names.',
    examplesFailed: 'The names could not be shown.',
  },

  appearance: {
    theme: 'Theme',
    themes,
    density: 'Rows',
    densities,
    zoom: 'Size',
    zoomHelp: 'Of everything in the window.',
    percent: (percent: number) => `${formatCount(percent)} %`,
    language: 'Language',
    languageSystem: (name: string) => `As the system (${name})`,
    languageHelp: 'The window is drawn again in it, and stays where it is.',
    formats: 'Dates and numbers',
    formatsUsual: 'As the language has them',
    formatsExample: (day: string, amount: string) => `${day}, ${amount}`,
    formatsHelp: 'Also how amounts are read that you type.',
    system: 'In the system',
    menuBar: 'Menu bar',
    menuBarHelp: 'At the top of the window. Everything in it is also in the commands.',
    tray: 'Symbol in the tray',
    trayHelp: 'Closing the window then leaves Billfold running, and it goes on syncing.',
    notifications: 'Notifications',
    notificationsHelp:
      'After a sync that saw invoices become unpaid or failed. They name numbers and customers, which others may see on your screen.',
  },

  data: {
    lead: 'The copy is one file on this computer. Nobody else has it.',
    file: 'File',
    size: 'Size',
    invoices: 'Invoices',
    age: 'Data of',
    never: 'not complete yet',
    aside: 'Kept aside',
    asideHelp: 'Damaged or replaced copies. They can be deleted when nothing is missed.',
    showFolder: 'Show in folder',
    backUp: 'Back up…',
    backUpHelp: 'Writes a copy of the file where you choose. It holds customers and amounts, but no token.',
    backUpTitle: 'Backup',
    backedUp: (file: string) => `${file} is written`,
    backUpFailed: 'No backup was written.',
    restore: 'Restore…',
    restoreHelp: 'Puts such a copy in the place of this one, which is kept.',
    log: 'Log',
    logHelp: 'What the program did, for when something went wrong. It holds no tokens and no amounts.',
    showLog: 'Show log folder',
    end: 'This connection',
    forgetHelp:
      'Removes the connection and its token from this computer. The copy stays, and connecting again finds it.',
    wipeHelp: 'Removes the copy with them. It can be read again from the portal.',
    wipe: 'Delete the copy…',
    forget: 'Forget this connection…',
    showFailed: 'The folder could not be shown.',
  },

  restore: {
    title: (name: string) => `Restore a backup of ${name}?`,
    doneTitle: 'The backup is restored',
    failedTitle: 'Nothing was restored',
    consequences: [
      { icon: 'disk', text: 'You choose a backup next. It takes the place of the copy on this computer.' },
      { icon: 'undo', text: 'The copy of now is kept beside it, and is not deleted.' },
      {
        icon: 'warn',
        text: 'Prepared changes and notes made since the backup are in the copy that is kept.',
      },
      { icon: 'sync', text: 'The next sync brings the backup up to date. Nothing changes in the portal.' },
    ],
    yes: 'Choose backup…',
    no: 'Keep this copy',
    doing: 'Restoring…',
    back: (count: number, age: string) =>
      `${many(count, 'invoice is', 'invoices are')} here again, data of ${age}.`,
    backNever: (count: number) =>
      `${many(count, 'invoice is', 'invoices are')} here again. The backup was made before the first sync was complete.`,
    keptAs: (path: string) => `The copy before is kept as ${path}.`,
    failed: 'The copy of now is as it was.',
  },

  about: {
    version: (version: string) => `Version ${version}`,
    text: 'Shows, manages and exports the invoices of a 3scale portal, from a copy on this computer. Nothing is sent anywhere but your own portal.',
    keys: 'Keyboard…',
    licences: 'Third-party licences…',
    licencesHelp: 'Billfold itself is under the MIT or the Apache 2.0 licence.',
  },

  licences: {
    title: 'Third-party licences',
    search: 'Search the licences',
    found: (count: number) => many(count, 'section', 'sections'),
    none: (query: string) => `No licence mentions “${query}”.`,
    loading: 'Reading the licences',
    missing: 'The licences are not in this build.',
    missingHelp: 'A released build of Billfold has them here.',
    label: 'Licences',
  },
};
