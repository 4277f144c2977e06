/** Asks before something is lost; browser/confirm.ts fills it in and opens it. */
export function ConfirmDialog() {
  return (
    <dialog
      id="confirm"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-says"
      data-testid="confirm"
    >
      <h2 id="confirm-title">Are you sure?</h2>
      <p id="confirm-says"></p>
      <form method="dialog" class="actions">
        <button type="submit" value="" class="small-button" data-testid="confirm-no">
          Cancel
        </button>
        <button type="submit" value="yes" class="small-button grave" data-testid="confirm-yes">
          Go on
        </button>
      </form>
    </dialog>
  );
}
