interface SearchFieldProps {
  value: string | undefined;
  placeholder: string;
}

/** The field of a page's filters that takes any words; `/` leads there. */
export function SearchField({ value, placeholder }: SearchFieldProps) {
  return (
    <div class="filter-text">
      <label class="for-ears" for="text">
        Search
      </label>
      <input
        id="text"
        name="text"
        type="search"
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        data-testid="search"
      />
    </div>
  );
}
