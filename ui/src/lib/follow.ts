/**
 * What a list draws while rows are on their way. A place somebody scrolled to is shown once all of its rows are there;
 * until then the last complete place stays in sight. Somebody who drags on passes many places: the newest complete
 * one is shown, so that the list follows a step behind instead of standing still.
 */
export class Trail {
  private places: number[] = [];

  /** The place to draw for a wanted one. `complete` tells whether all rows of a place are there. */
  follow(wanted: number, complete: (place: number) => boolean): number {
    if (this.places.at(-1) !== wanted) this.places.push(wanted);
    const at = this.places.findLastIndex(complete);
    if (at > 0) this.places.splice(0, at);
    // The last complete one is never dropped; of those in between the oldest are.
    if (this.places.length > mostPlaces) this.places.splice(1, this.places.length - mostPlaces);
    return at < 0 ? wanted : this.places[0]!;
  }

  clear(): void {
    this.places = [];
  }
}

const mostPlaces = 40;
