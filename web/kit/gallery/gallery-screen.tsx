export const GalleryScreen = () => <div className="page">gallery</div>;
