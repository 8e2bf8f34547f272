/** Einstellungen und was dort gefragt wird. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { many } from './count';

export const settings: Words['settings'] = {
  label: 'Teile der Einstellungen',
  sections: {
    connection: 'Diese Verbindung',
    print: 'Was gedruckt wird',
    pdf: 'PDF-Dateien',
    look: 'Darstellung',
    data: 'Daten',
    about: 'Über Billfold',
  },
  open: 'Einstellungen…',
  notSaved: 'Die Einstellungen wurden nicht gesichert.',
  saved: 'Gesichert',

  look: {
    portal: 'Portal',
    name: 'Name',
    color: 'Farbe',
    colorHelp:
      'Kennzeichnet diese Verbindung in der Seitenleiste, damit zwei Portale nicht verwechselt werden.',
    noColor: 'Keine Farbe',
    colors: {
      blue: 'Blau',
      sky: 'Himmelblau',
      teal: 'Petrol',
      green: 'Grün',
      ochre: 'Ocker',
      pink: 'Rosa',
      violet: 'Violett',
      slate: 'Schiefer',
    },
    readOnly: 'Nur lesen',
    readOnlyOn:
      'Von hier aus kann im Portal nichts geändert werden. Lesen, PDFs und Exporte gehen weiterhin.',
    readOnlyOff:
      'Von hier aus können Rechnungen im Portal angelegt, ausgestellt, als bezahlt markiert, abgebucht und storniert werden, soweit das Token es darf. Jedes Mal wird vorher gefragt.',
    sampleHelp: 'Erfundene Rechnungen auf diesem Computer. Nichts wird irgendwohin gesendet.',
    changesOff: (why) => `Änderungen sind aus: ${why}`,
  },

  token: {
    title: 'Zugriffstoken',
    kept: {
      keychain: 'Im Schlüsselbund dieses Systems, getrennt von der Kopie und für niemanden sonst lesbar.',
      session:
        'Nur im Arbeitsspeicher: Es wurde kein Schlüsselbund gefunden. Es ist fort, wenn Billfold beendet wird.',
    },
    missing: 'Es gibt kein Token. Die Kopie bleibt lesbar, kann aber nicht abgeglichen werden.',
    replace: 'Token ersetzen…',
    give: 'Token angeben…',
    forget: 'Token vergessen…',
    ask: (name) => `Das Token für ${name} vergessen?`,
    consequences: [
      { icon: 'lock', text: 'Das Token wird von diesem Computer entfernt. Im Portal bleibt es gültig.' },
      {
        icon: 'disk',
        text: 'Die Kopie bleibt lesbar. Ohne Token kann nichts abgeglichen oder geändert werden.',
      },
    ],
    yes: 'Token vergessen',
    no: 'Token behalten',
    doing: 'Wird vergessen…',
    forgotten: 'Das Token ist vergessen.',
    forgottenHelp: 'Geben Sie in den Einstellungen eines an, um wieder abzugleichen.',
  },

  sync: {
    title: 'Abgleich',
    every: 'Von selbst abgleichen',
    everyMinutes: (minutes) =>
      minutes === 0 ? 'Aus' : minutes === 1 ? 'Jede Minute' : `Alle ${formatCount(minutes)} Minuten`,
    everyHelp: 'Beim Start und so oft, solange Billfold offen ist. Aus: nur, wenn Sie es verlangen.',
    check: 'Vollständige Prüfung',
    everyDays: (days) => (days === 0 ? 'Aus' : days === 1 ? 'Jeden Tag' : `Alle ${formatCount(days)} Tage`),
    checkHelp:
      'Ein Abgleich liest dann jede Rechnung neu und vergleicht, da auch alte geändert werden können.',
    rate: 'Anfragen je Minute',
    ratePlaceholder: 'Keine Grenze',
    rateHelp: 'So viel fragt ein Abgleich das Portal höchstens. Leer heißt: keine Grenze.',
    rateWrong: 'Geben Sie eine ganze Zahl an oder lassen Sie es leer.',
    save: 'Sichern',
    saved: 'Die Einstellungen des Abgleichs sind gesichert.',
    loadFailed: 'Die Einstellungen des Abgleichs konnten nicht gelesen werden.',
  },

  print: {
    lead: 'Die API des Portals gibt nicht alles her, was sein eigenes PDF druckt. Was Sie hier eingeben, füllt die Lücken; das PDF neben einer Rechnung folgt.',
    logo: 'Logo',
    logoHelp: 'PNG oder JPEG, oben auf jeder Seite.',
    logoNone: 'Kein Logo',
    logoAlt: 'Das Logo, das gedruckt wird',
    chooseLogo: 'Logo wählen…',
    replaceLogo: 'Logo ersetzen…',
    removeLogo: 'Logo entfernen',
    footnote: 'Fußnote',
    footnoteHelp: 'Unter den Summen jeder Rechnung.',
    vatZero: 'Text bei einem Steuersatz von 0',
    vatZeroHelp: 'Wird gedruckt, wo eine Rechnung den Steuersatz 0 hat.',
    issuer: 'Aussteller',
    issuerHelp: 'Lassen Sie ein Feld leer, um zu drucken, was das Portal sagt; es steht grau darin.',
    fiscal: 'Steuernummer',
    vat: 'USt-IdNr.',
    vatLabel: 'Bezeichnung der USt-IdNr.',
    rateLabel: 'Bezeichnung des Steuersatzes',
    nothing: 'Das Portal nennt nichts',
    save: 'Sichern',
    saved: 'Was gedruckt wird, ist gesichert.',
    savedHelp: 'PDFs werden von jetzt an damit gemacht.',
    unsaved: 'Noch nicht gesichert',
    undo: 'Änderungen verwerfen',
    loadFailed: 'Was gedruckt wird, konnte nicht gelesen werden.',
  },

  pdf: {
    pattern: 'Namen der Dateien',
    patternHelp: 'Womit ein Sichern beginnt. Jeder Dialog kann andere haben.',
    example: 'Zum Beispiel',
    reset: 'Übliche Namen',
    noExample: 'Es gibt keine Rechnung für ein Beispiel.',
    folder: 'Ordner',
    folderHelp: 'Wo Fragen nach dem Ort des Sicherns beginnen.',
    folderSystem: 'Wo das System beginnt',
    choose: 'Ordner wählen…',
    clear: 'Den des Systems nehmen',
    layout: 'Aufbau',
    patternMissing: 'Geben Sie ein Muster an oder nehmen Sie die üblichen Namen.',
    examplesFailed: 'Die Namen konnten nicht gezeigt werden.',
  },

  appearance: {
    theme: 'Farben',
    themes: {
      system: { name: 'Wie das System', help: 'Folgt dessen Hell und Dunkel.' },
      light: { name: 'Hell', help: 'Dunkle Schrift auf Weiß.' },
      dark: { name: 'Dunkel', help: 'Helle Schrift auf Dunkel.' },
    },
    density: 'Zeilen',
    densities: {
      compact: { name: 'Eng', help: 'Die meisten Zeilen.' },
      normal: { name: 'Normal', help: 'Die übliche Höhe.' },
      relaxed: { name: 'Weit', help: 'Mehr Platz je Zeile.' },
    },
    zoom: 'Größe',
    zoomHelp: 'Von allem im Fenster.',
    percent: (percent) => `${formatCount(percent)} %`,
    language: 'Sprache',
    languageSystem: (name) => `Wie das System (${name})`,
    languageHelp: 'Das Fenster wird darin neu gezeichnet und bleibt, wo es ist.',
    formats: 'Daten und Zahlen',
    formatsUsual: 'Wie in der Sprache üblich',
    formatsExample: (day, amount) => `${day}, ${amount}`,
    formatsHelp: 'Auch so werden Beträge gelesen, die Sie eingeben.',
    system: 'Im System',
    menuBar: 'Menüleiste',
    menuBarHelp: 'Oben im Fenster. Alles darin gibt es auch unter den Befehlen.',
    tray: 'Symbol in der Taskleiste',
    trayHelp: 'Billfold läuft dann weiter, wenn das Fenster geschlossen wird, und gleicht weiter ab.',
    notifications: 'Mitteilungen',
    notificationsHelp:
      'Nach einem Abgleich, der Rechnungen unbezahlt werden oder fehlschlagen sah. Sie nennen Nummern und Kunden, die andere auf Ihrem Bildschirm sehen könnten.',
  },

  data: {
    lead: 'Die Kopie ist eine Datei auf diesem Computer. Niemand sonst hat sie.',
    file: 'Datei',
    size: 'Größe',
    invoices: 'Rechnungen',
    age: 'Stand',
    never: 'noch nicht vollständig',
    aside: 'Beiseitegelegt',
    asideHelp: 'Beschädigte oder ersetzte Kopien. Sie können gelöscht werden, wenn nichts fehlt.',
    showFolder: 'Im Ordner zeigen',
    backUp: 'Sicherung anlegen…',
    backUpHelp:
      'Schreibt eine Kopie der Datei, wohin Sie wollen. Sie enthält Kunden und Beträge, aber kein Token.',
    backUpTitle: 'Sicherung',
    backedUp: (file) => `${file} ist geschrieben`,
    backUpFailed: 'Es wurde keine Sicherung geschrieben.',
    restore: 'Wiederherstellen…',
    restoreHelp: 'Setzt eine solche Kopie an die Stelle dieser; diese bleibt erhalten.',
    log: 'Protokoll',
    logHelp:
      'Was das Programm tat, für den Fall, dass etwas schiefging. Es enthält keine Token und keine Beträge.',
    showLog: 'Protokollordner zeigen',
    end: 'Diese Verbindung',
    forgetHelp:
      'Entfernt die Verbindung und ihr Token von diesem Computer. Die Kopie bleibt, und ein neues Verbinden findet sie.',
    wipeHelp: 'Entfernt auch die Kopie. Sie kann wieder aus dem Portal gelesen werden.',
    wipe: 'Kopie löschen…',
    forget: 'Diese Verbindung vergessen…',
    showFailed: 'Der Ordner konnte nicht gezeigt werden.',
  },

  restore: {
    title: (name) => `Eine Sicherung von ${name} wiederherstellen?`,
    doneTitle: 'Die Sicherung ist wiederhergestellt',
    failedTitle: 'Nichts wurde wiederhergestellt',
    consequences: [
      {
        icon: 'disk',
        text: 'Als Nächstes wählen Sie eine Sicherung. Sie tritt an die Stelle der Kopie auf diesem Computer.',
      },
      { icon: 'undo', text: 'Die jetzige Kopie bleibt daneben erhalten und wird nicht gelöscht.' },
      {
        icon: 'warn',
        text: 'Vorbereitete Änderungen und Vermerke seit der Sicherung stehen in der Kopie, die erhalten bleibt.',
      },
      {
        icon: 'sync',
        text: 'Der nächste Abgleich bringt die Sicherung auf den neuesten Stand. Im Portal ändert sich nichts.',
      },
    ],
    yes: 'Sicherung wählen…',
    no: 'Diese Kopie behalten',
    doing: 'Wird wiederhergestellt…',
    back: (count, age) => `${many(count, 'Rechnung ist', 'Rechnungen sind')} wieder da, Stand ${age}.`,
    backNever: (count) =>
      `${many(count, 'Rechnung ist', 'Rechnungen sind')} wieder da. Die Sicherung entstand, bevor der erste Abgleich vollständig war.`,
    keptAs: (path) => `Die vorige Kopie ist erhalten als ${path}.`,
    failed: 'Die jetzige Kopie ist, wie sie war.',
  },

  about: {
    version: (version) => `Version ${version}`,
    text: 'Zeigt, verwaltet und exportiert die Rechnungen eines 3scale-Portals aus einer Kopie auf diesem Computer. Nichts wird irgendwohin gesendet außer an Ihr eigenes Portal.',
    keys: 'Tastatur…',
    licences: 'Lizenzen Dritter…',
    licencesHelp: 'Billfold selbst steht unter der MIT- oder der Apache-2.0-Lizenz.',
  },

  licences: {
    title: 'Lizenzen Dritter',
    search: 'In den Lizenzen suchen',
    found: (count) => many(count, 'Abschnitt', 'Abschnitte'),
    none: (query) => `Keine Lizenz erwähnt „${query}“.`,
    loading: 'Lizenzen werden gelesen',
    missing: 'Die Lizenzen fehlen in diesem Programm.',
    missingHelp: 'Eine veröffentlichte Fassung von Billfold hat sie hier.',
    label: 'Lizenzen',
  },
};
