// Closes the popup of a cancelled visit. A window that no script opened stays, and its text says what to do.
window.close();
