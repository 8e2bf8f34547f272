/* Runs before the first paint, so that a window that is not as the system has it does not flash. See appearance.ts. */
(function () {
  function kept(key) {
    try {
      return JSON.parse(localStorage.getItem('billfold.' + key));
    } catch {
      return null;
    }
  }
  const root = document.documentElement;
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const zoom = kept('zoom');
  if (typeof zoom === 'number' && zoom >= 80 && zoom <= 200) {
    root.style.setProperty('--zoom', String(zoom / 100));
    root.style.zoom = String(zoom / 100);
  }
})();
