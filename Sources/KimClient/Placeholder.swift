enum PlaceholderKimClient {}
